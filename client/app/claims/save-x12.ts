/** As a file of the person's own. */
export function saveX12(document: Document, text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/edi-x12' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
