package io.groundwatch.input.statsd;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.groundwatch.model.LogOrigin;
import io.groundwatch.pipeline.RecordFanout;
import io.groundwatch.runtime.TimeSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes log records of what DogStatsD sends beside metrics (its datagram format): events, {@code
 * _e{TITLE_LENGTH,TEXT_LENGTH}:TITLE|TEXT|d:TIME|h:HOST|t:TYPE|#TAG:VALUE}, whose lengths are in
 * bytes, and service checks, {@code _sc|NAME|STATUS|d:TIME|h:HOST|#TAG:VALUE|m:MESSAGE}. One
 * thread.
 */
final class Records {
  private static final String EVENT = "_e{";
  private static final String CHECK = "_sc|";
  private static final String DEFAULT_STREAM = "statsd";

  private final Optional<String> group;
  private final RecordFanout out;
  private final TimeSource time;

  /** A record while it is read. */
  private static final class Draft {
    private String text = "";
    private String severity = "INFO";
    private String host = "";
    private long timeNanos;
    private final Map<String, String> attributes = new TreeMap<>();
  }

  /**
   * @param group where they are filed; absent = nowhere
   */
  Records(Optional<String> group, RecordFanout out, TimeSource time) {
    this.group = group;
    this.out = out;
    this.time = time;
  }

  /** Whether a line is one of these, and no metric. */
  static boolean isOne(byte[] bytes, int start, int end) {
    return begins(bytes, start, end, EVENT) || begins(bytes, start, end, CHECK);
  }

  private static boolean begins(byte[] bytes, int start, int end, String with) {
    boolean same = end - start >= with.length();
    for (int i = 0; same && i < with.length(); i++) {
      same = bytes[start + i] == with.charAt(i);
    }
    return same;
  }

  /** Whether they go anywhere. */
  boolean areWanted() {
    return group.isPresent();
  }

  /** Takes one, as far as lanes have room. Returns false where it is none. */
  boolean take(byte[] bytes, int start, int end) {
    String line = new String(bytes, start, end - start, UTF_8);
    Draft draft = line.startsWith(EVENT) ? event(bytes, start, end) : check(line);
    if (draft == null) {
      return false;
    }
    draft.attributes.put("severity", draft.severity);
    byte[] text = draft.text.getBytes(UTF_8);
    out.mayGoOn(text.length);
    out.accept(
        new LogOrigin(
            group.orElse(DEFAULT_STREAM), draft.host.isEmpty() ? DEFAULT_STREAM : draft.host, ""),
        draft.timeNanos == 0 ? time.wallNanos() : draft.timeNanos,
        text,
        0,
        text.length,
        draft.attributes);
    return true;
  }

  private static @Nullable Draft event(byte[] bytes, int start, int end) {
    int comma = indexOf(bytes, start, end, ',');
    int brace = indexOf(bytes, comma, end, '}');
    try {
      int title = number(bytes, start + EVENT.length(), comma);
      int text = number(bytes, comma + 1, brace);
      int at = brace + 2;
      int rest = at + title + 1 + text;
      if (brace + 1 >= end || bytes[brace + 1] != ':' || rest > end || title < 1 || text < 0) {
        return null;
      }
      Draft draft = new Draft();
      String said = text(bytes, at + title + 1, rest).replace("\\n", "\n");
      draft.text = said.isEmpty() ? text(bytes, at, at + title) : said;
      draft.attributes.put("event.title", text(bytes, at, at + title));
      parts(text(bytes, rest, end), draft);
      return draft;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Draft check(String line) {
    String[] words = line.substring(CHECK.length()).split("\\|", 3);
    if (words.length < 2 || words[0].isEmpty() || !words[1].matches("[0-3]")) {
      return null;
    }
    Draft draft = new Draft();
    int status = words[1].charAt(0) - '0';
    String[] names = {"ok", "warning", "critical", "unknown"};
    String[] severities = {"INFO", "WARN", "ERROR", "WARN"};
    draft.severity = severities[status];
    draft.text = words[0] + " is " + names[status];
    draft.attributes.put("check.name", words[0]);
    draft.attributes.put("check.status", names[status]);
    if (words.length == 3) {
      int message = words[2].startsWith("m:") ? 0 : words[2].indexOf("|m:") + 1;
      boolean says = words[2].startsWith("m:") || message > 0;
      parts(says ? words[2].substring(0, message) : words[2], draft);
      if (says) {
        draft.text = words[2].substring(message + 2).replace("\\n", "\n");
      }
    }
    return draft;
  }

  private static void parts(String text, Draft draft) {
    for (String part : text.split("\\|", -1)) {
      if (part.startsWith("#")) {
        tags(part.substring(1), draft.attributes);
      } else if (part.length() > 2 && part.charAt(1) == ':') {
        part(part.charAt(0), part.substring(2), draft);
      }
    }
  }

  private static void part(char key, String value, Draft draft) {
    switch (key) {
      case 'd' -> draft.timeNanos = seconds(value);
      case 'h' -> draft.host = value;
      case 'p' -> draft.attributes.put("event.priority", value);
      case 'k' -> draft.attributes.put("event.aggregation_key", value);
      case 's' -> draft.attributes.put("event.source_type", value);
      case 't' ->
          draft.severity =
              switch (value) {
                case "error" -> "ERROR";
                case "warning" -> "WARN";
                default -> "INFO";
              };
      default -> {
        // the container it comes from, and what later versions have
      }
    }
  }

  private static long seconds(String value) {
    return value.matches("\\d{1,10}") ? TimeUnit.SECONDS.toNanos(Long.parseLong(value)) : 0;
  }

  private static void tags(String text, Map<String, String> into) {
    for (String tag : text.split(",", -1)) {
      int colon = tag.indexOf(':');
      if (colon > 0) {
        into.put(tag.substring(0, colon), tag.substring(colon + 1));
      } else if (!tag.isBlank()) {
        into.put(tag, "true");
      }
    }
  }

  private static int number(byte[] bytes, int from, int to) {
    return Integer.parseInt(text(bytes, from, Math.min(to, from + 6)));
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, Math.max(0, to - from), UTF_8);
  }

  private static int indexOf(byte[] bytes, int from, int to, char wanted) {
    int at = from;
    while (at < to && bytes[at] != wanted) {
      at++;
    }
    return at;
  }
}
