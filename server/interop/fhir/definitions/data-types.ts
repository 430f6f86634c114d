// What the elements of resources are made of.

const quantity = `
    value decimal 0..1
    comparator code 0..1 quantity-comparator
    unit string 0..1
    system uri 0..1
    code code 0..1`;

export const dataTypeDefinitions = {
  Identifier: `
    use code 0..1 identifier-use
    type CodeableConcept 0..1
    system uri 0..1
    value string 0..1
    period Period 0..1
    assigner Reference 0..1 Organization`,
  HumanName: `
    use code 0..1 name-use
    text string 0..1
    family string 0..1
    given string 0..*
    prefix string 0..*
    suffix string 0..*
    period Period 0..1`,
  ContactPoint: `
    system code 0..1 contact-point-system
    value string 0..1
    use code 0..1 contact-point-use
    rank positiveInt 0..1
    period Period 0..1`,
  Address: `
    use code 0..1 address-use
    type code 0..1 address-type
    text string 0..1
    line string 0..*
    city string 0..1
    district string 0..1
    state string 0..1
    postalCode string 0..1
    country string 0..1
    period Period 0..1`,
  Period: `
    start dateTime 0..1
    end dateTime 0..1`,
  CodeableConcept: `
    coding Coding 0..*
    text string 0..1`,
  Coding: `
    system uri 0..1
    version string 0..1
    code code 0..1
    display string 0..1
    userSelected boolean 0..1`,
  Reference: `
    reference string 0..1
    type uri 0..1
    identifier Identifier 0..1
    display string 0..1`,
  Attachment: `
    contentType code 0..1
    language code 0..1
    data base64Binary 0..1
    url uri 0..1
    size unsignedInt 0..1
    hash base64Binary 0..1
    title string 0..1
    creation dateTime 0..1`,
  Quantity: quantity,
  SimpleQuantity: `
    value decimal 0..1
    unit string 0..1
    system uri 0..1
    code code 0..1`,
  Age: quantity,
  Count: quantity,
  Distance: quantity,
  Duration: quantity,
  Range: `
    low SimpleQuantity 0..1
    high SimpleQuantity 0..1`,
  Ratio: `
    numerator Quantity 0..1
    denominator Quantity 0..1`,
  SampledData: `
    origin SimpleQuantity 1..1
    period decimal 1..1
    factor decimal 0..1
    lowerLimit decimal 0..1
    upperLimit decimal 0..1
    dimensions positiveInt 1..1
    data string 0..1`,
  Annotation: `
    author[x] Reference|string 0..1 Practitioner|Patient|RelatedPerson|Organization
    time dateTime 0..1
    text markdown 1..1`,
  Signature: `
    type Coding 1..*
    when instant 1..1
    who Reference 1..1 Practitioner|PractitionerRole|RelatedPerson|Patient|Device|Organization
    onBehalfOf Reference 0..1 Practitioner|PractitionerRole|RelatedPerson|Patient|Device|Organization
    targetFormat code 0..1
    sigFormat code 0..1
    data base64Binary 0..1`,
  Money: `
    value decimal 0..1
    currency code 0..1`,
  Narrative: `
    status code 1..1 narrative-status
    div string 1..1`,
  Meta: `
    versionId id 0..1
    lastUpdated instant 0..1
    source uri 0..1
    profile uri 0..*
    security Coding 0..*
    tag Coding 0..*`,
};
