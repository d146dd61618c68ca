package dev.handrail.policy;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A place in a YAML text, both from 1. */
record Place(int line, int column) {

    static Place of(Mark mark) {
        return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    /**
     * Where a character of a scalar's value stands in the file, whichever way the scalar is written: quoted, folded over
     * lines, or as an indented block.
     *
     * @param offset in the value, in code points
     */
    static Place within(ScalarNode scalar, int offset, int[] yaml) {
        int[] value = scalar.getValue().codePoints().toArray();
        int at = contentStart(scalar, yaml);
        for (int i = 0; i < Math.min(offset, value.length) && at < yaml.length; i++) {
            if (Character.isWhitespace(value[i])) {
                at = skipWhitespace(yaml, at);
            } else {
                at = next(yaml, at, value[i]) + 1;
            }
        }
        if (offset < value.length && !Character.isWhitespace(value[offset])) {
            at = Math.min(next(yaml, at, value[offset]), yaml.length);
        }
        return of(yaml, at);
    }

    private static int contentStart(ScalarNode scalar, int[] yaml) {
        int start = scalar.getStartMark().map(Mark::getIndex).orElse(0);
        return switch (scalar.getScalarStyle()) {
            case SINGLE_QUOTED, DOUBLE_QUOTED -> start + 1;
            case LITERAL, FOLDED -> next(yaml, start, '\n') + 1;
            case PLAIN, JSON_SCALAR_STYLE -> start;
        };
    }

    private static int skipWhitespace(int[] yaml, int from) {
        int at = from;
        while (at < yaml.length && Character.isWhitespace(yaml[at])) {
            at++;
        }
        return at;
    }

    private static int next(int[] yaml, int from, int wanted) {
        int at = from;
        while (at < yaml.length && yaml[at] != wanted) {
            at++;
        }
        return at;
    }

    private static Place of(int[] yaml, int index) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < Math.min(index, yaml.length); i++) {
            if (yaml[i] == '\n') {
                line++;
                column = 1;
            } else {
                column++;
            }
        }
        return new Place(line, column);
    }
}
