package dev.handrail.bench;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Made-up names, always the same for a number, that do not look alike to a fuzzy search. */
final class CompanyNames {

    private static final String[] BEGINNINGS = {
        "b", "br", "d", "f", "g", "gr", "k", "kl", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v", "w", "z"
    };
    private static final String[] MIDDLES = {"a", "e", "i", "o", "u", "ai", "ea", "ou"};
    private static final String[] ENDS = {"", "l", "n", "r", "s", "x", "m"};

    private CompanyNames() {}

    static String number(long number) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(number);
        return word(random) + " " + word(random);
    }

    private static String word(RandomGenerator random) {
        StringBuilder word = new StringBuilder();
        for (int syllable = 0; syllable < 4; syllable++) {
            word.append(pick(BEGINNINGS, random)).append(pick(MIDDLES, random)).append(pick(ENDS, random));
        }
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static String pick(String[] choices, RandomGenerator random) {
        return choices[random.nextInt(choices.length)];
    }
}
