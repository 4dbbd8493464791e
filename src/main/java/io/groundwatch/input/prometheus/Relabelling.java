package io.groundwatch.input.prometheus;

import io.groundwatch.config.RelabelRule;
import io.groundwatch.text.WholePattern;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The steps of a relabelling, in their order. Immutable. */
final class Relabelling {
  private final List<Step> steps = new ArrayList<>();

  private record Step(RelabelRule rule, WholePattern regex) {}

  Relabelling(List<RelabelRule> rules) {
    rules.forEach(rule -> steps.add(new Step(rule, new WholePattern(rule.regex()))));
  }

  /** Whether it leaves labels as they are. */
  boolean isEmpty() {
    return steps.isEmpty();
  }

  /** Changes labels. Returns false where what they are of is dropped. */
  boolean apply(Map<String, String> labels) {
    for (Step step : steps) {
      if (!apply(step, labels)) {
        return false;
      }
    }
    return true;
  }

  private static boolean apply(Step step, Map<String, String> labels) {
    RelabelRule rule = step.rule();
    String value =
        rule.sources().stream()
            .map(name -> labels.getOrDefault(name, ""))
            .collect(Collectors.joining(rule.separator()));
    switch (rule.action()) {
      case KEEP -> {
        return step.regex().matches(value);
      }
      case DROP -> {
        return !step.regex().matches(value);
      }
      case KEEPEQUAL -> {
        return value.equals(labels.getOrDefault(rule.target(), ""));
      }
      case DROPEQUAL -> {
        return !value.equals(labels.getOrDefault(rule.target(), ""));
      }
      case REPLACE -> replace(step, value, labels);
      case HASHMOD -> set(labels, rule.target(), hash(value, rule.modulus()));
      case LOWERCASE -> set(labels, rule.target(), value.toLowerCase(Locale.ROOT));
      case UPPERCASE -> set(labels, rule.target(), value.toUpperCase(Locale.ROOT));
      case LABELMAP -> map(step, labels);
      case LABELDROP -> labels.keySet().removeIf(step.regex()::matches);
      case LABELKEEP -> labels.keySet().removeIf(name -> !step.regex().matches(name));
    }
    return true;
  }

  private static void replace(Step step, String value, Map<String, String> labels) {
    step.regex()
        .filled(step.rule().target(), value)
        .filter(target -> !target.isEmpty())
        .ifPresent(
            target ->
                set(
                    labels,
                    target,
                    step.regex().filled(step.rule().replacement(), value).orElse("")));
  }

  private static void map(Step step, Map<String, String> labels) {
    for (Map.Entry<String, String> label : new TreeMap<>(labels).entrySet()) {
      step.regex()
          .filled(step.rule().replacement(), label.getKey())
          .ifPresent(name -> set(labels, name, label.getValue()));
    }
  }

  /** An empty label is none. */
  private static void set(Map<String, String> labels, String name, String value) {
    if (value.isEmpty()) {
      labels.remove(name);
    } else {
      labels.put(name, value);
    }
  }

  /** The last eight bytes of the MD5, as Prometheus has it. */
  private static String hash(String value, long modulus) {
    try {
      byte[] md5 = MessageDigest.getInstance("MD5").digest(value.getBytes(StandardCharsets.UTF_8));
      BigInteger last = new BigInteger(1, Arrays.copyOfRange(md5, 8, 16));
      return last.mod(BigInteger.valueOf(Math.max(1, modulus))).toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
