package dev.handrail.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A company of the S&P 500, from the public-domain data set of the Open Knowledge Foundation.
 *
 * @param founded year
 */
record Company(String symbol, String name, String industry, String headquarters, int founded) {

    /** All of them, in the order of the file. */
    static List<Company> all() {
        try (BufferedReader file = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Company.class.getResourceAsStream("/demo/sp500-constituents.csv")),
                StandardCharsets.UTF_8))) {
            return file.lines().skip(1).map(Company::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The label of its made-up sub-domain of example.com. */
    String domain() {
        return symbol.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".example.com";
    }

    private static Company parse(String line) {
        List<String> cells = cells(line);
        return new Company(
                cells.get(0),
                cells.get(1),
                cells.get(3),
                cells.get(4),
                Integer.parseInt(cells.get(7).substring(0, 4)));
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
