package io.groundwatch.input.prometheus;

import io.groundwatch.codec.DamagedMessageException;
import io.groundwatch.model.MetricKind;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads what a target shows: the text format 0.0.4 of Prometheus and OpenMetrics 1.0, which differ
 * in how times are written. Used for one answer; one thread.
 */
final class Exposition {
  private static final int MAX_LABELS = 64;

  /** As many as there may be samples; of what is beyond, nothing is known. */
  private static final int MAX_TYPES = 20_000;

  private final boolean openMetrics;
  private final Map<String, String> types = new HashMap<>();
  private final Taker taker;
  private String text = "";
  private int at;
  private int line;

  /** Gets samples, on the reader's thread. */
  interface Taker {
    /**
     * One sample.
     *
     * @param timeMillis of the sample, since the epoch; negative = none is given
     * @param value may be no number
     */
    void sample(
        String name, Map<String, String> labels, MetricKind kind, double value, long timeMillis);
  }

  /**
   * @param openMetrics whether times are in seconds, and exemplars may follow
   */
  Exposition(boolean openMetrics, Taker taker) {
    this.openMetrics = openMetrics;
    this.taker = taker;
  }

  /**
   * Reads a whole answer.
   *
   * @throws DamagedMessageException where a line is none; those before it were handed over
   */
  void read(byte[] bytes) throws DamagedMessageException {
    String all = new String(bytes, StandardCharsets.UTF_8);
    for (int from = 0; from < all.length(); ) {
      int end = all.indexOf('\n', from);
      int to = end < 0 ? all.length() : end;
      line++;
      text = all.substring(from, to).strip();
      at = 0;
      if (text.equals("# EOF")) {
        return;
      }
      if (text.startsWith("#")) {
        comment();
      } else if (!text.isEmpty()) {
        sample();
      }
      from = to + 1;
    }
  }

  private void comment() {
    String[] words = text.split("\\s+", 4);
    if (words.length == 4 && words[1].equals("TYPE") && types.size() < MAX_TYPES) {
      String name = words[2];
      boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
      types.put(quoted ? name.substring(1, name.length() - 1) : name, words[3]);
    }
  }

  private void sample() throws DamagedMessageException {
    Map<String, String> labels = new TreeMap<>();
    String name = bareName();
    if (peek() == '{') {
      name = labels(name, labels);
    }
    if (name.isEmpty()) {
      throw wrong("no name");
    }
    double value = number(word());
    String time = word();
    long millis = time.isEmpty() || time.startsWith("#") ? -1 : millis(time);
    taker.sample(name, labels, kind(name), value, millis);
  }

  private String bareName() {
    int from = at;
    while (at < text.length() && "{ \t".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(from, at);
  }

  private char peek() {
    skipBlanks();
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void skipBlanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  private String word() {
    skipBlanks();
    int from = at;
    while (at < text.length() && text.charAt(at) != ' ' && text.charAt(at) != '\t') {
      at++;
    }
    return text.substring(from, at);
  }

  /** Returns the name, which may stand among the labels in quotation marks. */
  private String labels(String before, Map<String, String> labels) throws DamagedMessageException {
    String name = before;
    at++;
    while (peek() != '}') {
      String label = peek() == '"' ? quoted() : labelName();
      if (peek() == '=') {
        at++;
        if (peek() != '"') {
          throw wrong("a label without a value in quotation marks");
        }
        labels.put(label, quoted());
      } else if (name.isEmpty()) {
        name = label;
      } else {
        throw wrong("a label without a value");
      }
      if (labels.size() > MAX_LABELS) {
        throw wrong("more than " + MAX_LABELS + " labels");
      }
      if (peek() == ',') {
        at++;
      } else if (peek() != '}') {
        throw wrong("labels without an end");
      }
    }
    at++;
    return name;
  }

  private String labelName() throws DamagedMessageException {
    int from = at;
    while (at < text.length() && "= \t,}\"".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (at == from) {
      throw wrong("a label without a name");
    }
    return text.substring(from, at);
  }

  private String quoted() throws DamagedMessageException {
    StringBuilder out = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return out.toString();
      }
      if (c == '\\' && at + 1 < text.length()) {
        char escaped = text.charAt(++at);
        out.append(escaped == 'n' ? '\n' : escaped);
      } else {
        out.append(c);
      }
    }
    throw wrong("a text without an end");
  }

  private double number(String word) throws DamagedMessageException {
    try {
      return switch (word) {
        case "+Inf", "Inf", "-Inf", "NaN" -> Double.NaN; // none of which is a value here
        default -> Double.parseDouble(word);
      };
    } catch (NumberFormatException e) {
      throw wrong("\"" + word + "\" is no number");
    }
  }

  private long millis(String word) throws DamagedMessageException {
    try {
      return openMetrics ? (long) (Double.parseDouble(word) * 1000) : Long.parseLong(word);
    } catch (NumberFormatException e) {
      throw wrong("\"" + word + "\" is no time");
    }
  }

  private MetricKind kind(String name) {
    String type = types.get(name);
    String suffix = "";
    if (type == null) {
      int bar = name.lastIndexOf('_');
      suffix = bar < 0 ? "" : name.substring(bar);
      type = bar < 0 ? "" : types.getOrDefault(name.substring(0, bar), "");
    }
    boolean total =
        switch (type) {
          case "counter" -> !suffix.equals("_created");
          case "histogram", "summary" -> !suffix.isEmpty() && !suffix.equals("_created");
          default -> false;
        };
    return total ? MetricKind.CUMULATIVE : MetricKind.GAUGE;
  }

  private DamagedMessageException wrong(String what) {
    return new DamagedMessageException("line " + line + ": " + what);
  }
}
