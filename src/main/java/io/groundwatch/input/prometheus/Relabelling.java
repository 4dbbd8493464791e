package io.groundwatch.input.prometheus;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.groundwatch.config.RelabelRule;
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

  private record Step(RelabelRule rule, Pattern regex) {}

  Relabelling(List<RelabelRule> rules) {
    rules.forEach(rule -> steps.add(new Step(rule, Pattern.compile("^(?:" + rule.regex() + ")$"))));
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
    Matcher matcher = step.regex().matcher(value);
    if (matcher.find()) {
      String target = expand(step.rule().target(), matcher);
      if (!target.isEmpty()) {
        set(labels, target, expand(step.rule().replacement(), matcher));
      }
    }
  }

  private static void map(Step step, Map<String, String> labels) {
    for (Map.Entry<String, String> label : new TreeMap<>(labels).entrySet()) {
      Matcher matcher = step.regex().matcher(label.getKey());
      if (matcher.find()) {
        set(labels, expand(step.rule().replacement(), matcher), label.getValue());
      }
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

  /** {@code $1}, {@code ${1}} and {@code ${name}} stand for groups, {@code $$} for a dollar. */
  static String expand(String template, Matcher matcher) {
    StringBuilder out = new StringBuilder();
    for (int at = 0; at < template.length(); ) {
      char c = template.charAt(at);
      if (c != '$' || at + 1 == template.length()) {
        out.append(c);
        at++;
      } else if (template.charAt(at + 1) == '$') {
        out.append('$');
        at += 2;
      } else {
        boolean braces = template.charAt(at + 1) == '{';
        int from = at + (braces ? 2 : 1);
        int to = from;
        while (to < template.length() && isNamePart(template.charAt(to))) {
          to++;
        }
        out.append(group(template.substring(from, to), matcher));
        at = braces && to < template.length() && template.charAt(to) == '}' ? to + 1 : to;
        at = Math.max(at, from);
      }
    }
    return out.toString();
  }

  private static boolean isNamePart(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }

  private static String group(String name, Matcher matcher) {
    try {
      boolean number = !name.isEmpty() && name.chars().allMatch(Character::isDigit);
      String group = number ? matcher.group(Integer.parseInt(name)) : matcher.group(name);
      return group == null ? "" : group;
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return ""; // there is no such group
    }
  }
}
