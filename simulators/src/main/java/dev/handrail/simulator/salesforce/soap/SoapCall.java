package dev.handrail.simulator.salesforce.soap;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * What is asked for in an envelope.
 *
 * @param namespace of the operation: partner's or enterprise's
 */
record SoapCall(@Nullable Element header, Element operation, String namespace) {

    private static final String INSTANCE = XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI;

    /** @throws IllegalArgumentException when it is no SOAP envelope */
    static SoapCall parse(byte[] body) {
        Element envelope = document(body).getDocumentElement();
        Element operation = child(envelope, "Body")
                .flatMap(content -> elements(content).stream().findFirst())
                .orElseThrow(() -> new IllegalArgumentException("The envelope has no operation in its body"));
        String namespace = Optional.ofNullable(operation.getNamespaceURI()).orElse("");
        return new SoapCall(child(envelope, "Header").orElse(null), operation, namespace);
    }

    private static Document document(byte[] body) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new ByteArrayInputStream(body));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalArgumentException("The request is no XML", e);
        }
    }

    String name() {
        return operation.getLocalName();
    }

    /** Text of an element within one of the headers. */
    String headerText(String element, String inner) {
        if (header == null) return "";
        return child(header, element).flatMap(each -> text(each, inner)).orElse("");
    }

    static List<Element> elements(Element parent) {
        var elements = new ArrayList<Element>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) elements.add(element);
        }
        return elements;
    }

    static List<Element> elements(Element parent, String name) {
        return elements(parent).stream()
                .filter(element -> element.getLocalName().equals(name))
                .toList();
    }

    private static Optional<Element> child(Element parent, String name) {
        return elements(parent, name).stream().findFirst();
    }

    /** Empty when there is no such element, or it is nil. */
    static Optional<String> text(Element parent, String name) {
        return child(parent, name)
                .filter(element -> !element.getAttributeNS(INSTANCE, "nil").equals("true"))
                .map(element -> element.getTextContent().strip())
                .filter(text -> !text.isEmpty());
    }

    static boolean flag(Element parent, String name) {
        return text(parent, name).filter("true"::equals).isPresent();
    }
}
