package io.groundwatch.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What stands in the place of a match: text, with {@code $1} or <code>${name}</code> for what a
 * group of it matched and {@code $$} for a dollar. Immutable; any thread.
 */
public final class Replacement {
  /** A longer one makes of a line more than a line. */
  public static final int MAX_CHARS = 256;

  private static final byte[] NO_TEXT = {};

  /**
   * Some of it.
   *
   * @param group whose match it is; 0 = the text
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Part(byte[] text, int group) {}

  private final List<Part> parts;

  private Replacement(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /** For matches without groups. */
  public static Replacement of(String template) {
    return new Compiler(template, Map.of(), 0).replacement();
  }

  /**
   * For matches of a pattern.
   *
   * @throws IllegalArgumentException naming a group that the pattern lacks, or a lone dollar
   */
  public static Replacement of(String template, LinePattern pattern) {
    return new Compiler(template, pattern.groups(), pattern.groupCount()).replacement();
  }

  /** Writes what stands in the place of the match in {@code from}. */
  void write(byte[] from, TextMatches match, TextReplacer out) {
    for (Part part : parts) {
      if (part.group() == 0) {
        out.add(part.text(), 0, part.text().length);
      } else if (match instanceof PatternMatches groups && groups.start(part.group()) >= 0) {
        int start = groups.start(part.group());
        out.add(from, start, groups.end(part.group()) - start);
      }
    }
  }

  /** From a template to its parts. */
  private static final class Compiler {
    private final String template;
    private final Map<String, Integer> names;
    private final int groups;
    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    Compiler(String template, Map<String, Integer> names, int groups) {
      this.template = template;
      this.names = names;
      this.groups = groups;
    }

    Replacement replacement() {
      int at = 0;
      while (at < template.length()) {
        char c = template.charAt(at);
        if (c != '$') {
          text.append(c);
          at++;
        } else {
          at = reference(at + 1);
        }
      }
      addText();
      return new Replacement(parts);
    }

    private int reference(int at) {
      char c = at < template.length() ? template.charAt(at) : ' ';
      if (c == '$') {
        text.append(c);
        return at + 1;
      }
      if (c >= '0' && c <= '9') {
        return group(template.substring(at, at + 1), at + 1);
      }
      int end = c == '{' ? template.indexOf('}', at) : -1;
      if (end < 0) {
        throw new IllegalArgumentException(
            "a $ alone, character " + at + " (expected: $1, ${name} or $$ for the sign itself)");
      }
      return group(template.substring(at + 1, end), end + 1);
    }

    private int group(String name, int next) {
      boolean number = name.matches("[0-9]{1,4}");
      int group = number ? Integer.parseInt(name) : names.getOrDefault(name, -1);
      if (group < 1 || group > groups) {
        throw new IllegalArgumentException(
            "$"
                + name
                + ": no such group (expected: "
                + (groups == 0 ? "none, since the pattern has no group" : "1 to " + groups)
                + (names.isEmpty() ? "" : " or one of " + String.join(", ", names.keySet()))
                + ")");
      }
      addText();
      parts.add(new Part(NO_TEXT, group));
      return next;
    }

    private void addText() {
      if (!text.isEmpty()) {
        parts.add(new Part(text.toString().getBytes(StandardCharsets.UTF_8), 0));
        text.setLength(0);
      }
    }
  }
}
