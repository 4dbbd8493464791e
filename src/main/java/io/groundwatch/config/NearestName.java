package io.groundwatch.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds what a misspelt name was meant to be. */
public final class NearestName {
  /** Names that people bring from elsewhere and that no edit distance finds. */
  private static final Map<String, String> KNOWN_MISTAKES =
      Map.of(
          "memory", "mem",
          "network", "net",
          "from_beginning", "read_from",
          "nvidia_smi", "nvidia_gpu",
          "endpoint", "url",
          "token_file", "bearer_file",
          "load", "system",
          "uptime", "system");

  private static final int CHARACTERS_PER_EDIT = 3;
  private static final int MAX_LENGTH = 100;

  private NearestName() {}

  /** {@code (did you mean "…"?)} with a blank before it, or nothing. */
  public static String hint(String name, Collection<String> candidates) {
    return of(name, candidates).map(meant -> " (did you mean \"" + meant + "\"?)").orElse("");
  }

  /** The candidate that is most like the name, if one is like enough. */
  static Optional<String> of(String name, Collection<String> candidates) {
    if (name.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String known = KNOWN_MISTAKES.get(name.toLowerCase(Locale.ROOT));
    if (known != null && candidates.contains(known)) {
      return Optional.of(known);
    }
    String plain = plain(name);
    int most = Math.min(Math.max(1, plain.length() / CHARACTERS_PER_EDIT), plain.length() - 1);
    return candidates.stream()
        .filter(candidate -> !candidate.equals(name))
        .filter(candidate -> distance(plain, plain(candidate)) <= most)
        .min(
            Comparator.<String>comparingInt(candidate -> distance(plain, plain(candidate)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** The case and the way of joining words are the commonest differences. */
  private static String plain(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replaceAll("[_\\-. ]", "");
  }

  /**
   * Insertions, deletions, replacements and swaps of neighbours between two names (the
   * Damerau-Levenshtein distance, restricted to one edit a place).
   */
  static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(int[][] cost, String a, String b, int i, int j) {
    int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
