package io.groundwatch.config;

import java.util.List;
import java.util.Locale;

/**
 * One step of relabelling (prometheus.io, "relabel_config").
 *
 * @param sources labels whose values are joined by {@code separator}
 * @param regex that has to match all of them, RE2's
 * @param modulus of {@code hashmod}
 * @param target the label that is set
 * @param replacement what it is set to; {@code $1} stands for a group
 * @param action what is done
 */
public record RelabelRule(
    List<String> sources,
    String separator,
    String regex,
    long modulus,
    String target,
    String replacement,
    Action action) {
  /** What a step does. */
  public enum Action {
    REPLACE,
    KEEP,
    DROP,
    KEEPEQUAL,
    DROPEQUAL,
    HASHMOD,
    LABELMAP,
    LABELDROP,
    LABELKEEP,
    LOWERCASE,
    UPPERCASE;

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Keeps its own copy. */
  public RelabelRule {
    sources = List.copyOf(sources);
  }
}
