import { Component, computed, input } from '@angular/core';
import { MatTooltip } from '@angular/material/tooltip';
import { adjustmentClasses, type ClaimLine, type MoneyStanding } from '#contract/claim-money';
import type { CodeHelp } from '#contract/claim-record';
import { moneyWords } from '../../platform/money-words';
import { adjustmentWords, signedMoney } from '../claim-words';

/** The money of a claim line by line, with the payer's codes and what they mean in our words. */
@Component({
  selector: 'app-line-table',
  imports: [MatTooltip],
  templateUrl: './line-table.html',
  styleUrl: './line-table.scss',
})
export class LineTable {
  readonly lines = input.required<readonly ClaimLine[]>();
  readonly money = input.required<MoneyStanding>();
  /** The lines that the follow-up is about; none = the claim as a whole. */
  readonly about = input<readonly number[]>([]);
  readonly help = input<readonly CodeHelp[]>([]);

  protected readonly rows = computed(() =>
    this.lines().map((line) => ({
      line,
      isAbout: this.about().includes(line.number),
      name: [line.procedure, ...line.modifiers].filter(Boolean).join('-') || 'Claim',
      meta: metaOf(line),
      ...cellsOf(line),
      allowed: line.allowedCents === null ? '' : signedMoney(line.allowedCents),
      expected: line.expectedCents === null ? '' : signedMoney(line.expectedCents),
      codes: [
        ...line.adjustments.map((each) => ({
          words: adjustmentWords(each),
          title: adjustmentClasses[each.is],
          isDenied: each.is === 'denied',
        })),
        ...line.remarks.map((words) => ({ words, title: 'Remark', isDenied: false })),
      ],
    })),
  );
  protected readonly total = computed(() => cellsOf(this.money()));
  /** One claim's lines mostly have no schedule: then the columns say nothing. */
  protected readonly hasAllowed = computed(() =>
    this.lines().some(({ allowedCents }) => allowedCents !== null),
  );
  protected readonly hasExpected = computed(() =>
    this.lines().some(({ expectedCents }) => expectedCents !== null),
  );
  protected readonly columns = computed(
    () => 7 + (this.hasAllowed() ? 1 : 0) + (this.hasExpected() ? 1 : 0),
  );
}

function cellsOf(money: MoneyStanding) {
  return {
    billed: signedMoney(money.chargeCents),
    paid: signedMoney(money.paidCents),
    writtenOff: signedMoney(money.writtenOffCents),
    patient: signedMoney(money.patientCents),
    open: signedMoney(money.openCents),
    isOpen: money.openCents !== 0,
    another: money.anotherCents === 0 ? '' : `${moneyWords(money.anotherCents)} another payer’s`,
  };
}

function metaOf({ number, units, diagnosisPointers }: ClaimLine): string {
  if (number === 0) return 'as a whole';
  const pointers = diagnosisPointers.length > 0 ? `diagnosis ${diagnosisPointers.join(', ')}` : '';
  const many = units === '' || units === '1' ? '' : `× ${units}`;
  return [many, pointers].filter(Boolean).join(' · ');
}
