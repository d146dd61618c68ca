package dev.handrail.simulator.salesforce.soap;

import java.io.StringWriter;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** Writes an envelope element by element. */
final class SoapWriter {

    /** Writes what stands within an element. */
    interface Content {
        void write(SoapWriter writer) throws XMLStreamException;
    }

    private static final String ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/";

    private final XMLStreamWriter xml;

    private SoapWriter(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** An answer, whose elements are in the operation's namespace. */
    static String answer(String namespace, Content body) {
        return envelope(namespace, true, body);
    }

    /** @param kind such as {@code LoginFault} */
    static String fault(String namespace, String kind, String code, String message) {
        return envelope(namespace, false, writer -> writer.fault(kind, code, message));
    }

    private static String envelope(String namespace, boolean byDefault, Content body) {
        var text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("soapenv", "Envelope", ENVELOPE);
            xml.writeNamespace("soapenv", ENVELOPE);
            if (byDefault) xml.writeDefaultNamespace(namespace);
            xml.writeNamespace("sf", namespace.replace("urn:", "urn:fault."));
            xml.writeNamespace("xsi", XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI);
            xml.writeStartElement("soapenv", "Body", ENVELOPE);
            body.write(new SoapWriter(xml));
            xml.writeEndDocument();
            return text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    void element(String name, Content content) throws XMLStreamException {
        xml.writeStartElement(name);
        content.write(this);
        xml.writeEndElement();
    }

    /** @param type of those that the operation's schema allows here */
    void element(String name, String type, Content content) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeAttribute("xsi", XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "type", type);
        content.write(this);
        xml.writeEndElement();
    }

    /** An element with a text; nil for null. */
    void element(String name, @Nullable Object value) throws XMLStreamException {
        xml.writeStartElement(name);
        if (value == null) xml.writeAttribute("xsi", XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "nil", "true");
        else xml.writeCharacters(value.toString());
        xml.writeEndElement();
    }

    private void fault(String kind, String code, String message) throws XMLStreamException {
        xml.writeStartElement("soapenv", "Fault", ENVELOPE);
        element("faultcode", "sf:" + code);
        element("faultstring", code + ": " + message);
        xml.writeStartElement("detail");
        xml.writeStartElement("sf:" + kind);
        xml.writeAttribute("xsi", XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "type", "sf:" + kind);
        element("sf:exceptionCode", code);
        element("sf:exceptionMessage", message);
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndElement();
    }
}
