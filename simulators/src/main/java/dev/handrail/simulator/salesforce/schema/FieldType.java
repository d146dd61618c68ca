package dev.handrail.simulator.salesforce.schema;

/** The types of fields, with what describe calls them. */
public enum FieldType {
    ID("id", "tns:ID"),
    REFERENCE("reference", "tns:ID"),
    STRING("string", "xsd:string"),
    TEXTAREA("textarea", "xsd:string"),
    EMAIL("email", "xsd:string"),
    PHONE("phone", "xsd:string"),
    URL("url", "xsd:string"),
    PICKLIST("picklist", "xsd:string"),
    COMBOBOX("combobox", "xsd:string"),
    BOOLEAN("boolean", "xsd:boolean"),
    INT("int", "xsd:int"),
    DOUBLE("double", "xsd:double"),
    CURRENCY("currency", "xsd:double"),
    PERCENT("percent", "xsd:double"),
    DATE("date", "xsd:date"),
    DATETIME("datetime", "xsd:dateTime"),
    ADDRESS("address", "urn:address");

    private final String described;
    private final String soap;

    FieldType(String described, String soap) {
        this.described = described;
        this.soap = soap;
    }

    public String described() {
        return described;
    }

    public String soap() {
        return soap;
    }

    public boolean number() {
        return this == INT || this == DOUBLE || this == CURRENCY || this == PERCENT;
    }

    public boolean text() {
        return switch (this) {
            case ID, REFERENCE, STRING, TEXTAREA, EMAIL, PHONE, URL, PICKLIST, COMBOBOX -> true;
            case BOOLEAN, INT, DOUBLE, CURRENCY, PERCENT, DATE, DATETIME, ADDRESS -> false;
        };
    }

    public static FieldType described(String name) {
        for (FieldType type : values()) {
            if (type.described.equals(name)) return type;
        }
        throw new IllegalArgumentException("There is no field type " + name);
    }
}
