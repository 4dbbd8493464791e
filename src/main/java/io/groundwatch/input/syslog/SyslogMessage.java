package io.groundwatch.input.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads one message: {@code <PRI>1 TIME HOST APP PROCID MSGID SD MSG} (RFC 5424), or {@code
 * <PRI>TIME HOST TAG[PID]: MSG} (RFC 3164), where programs leave out now this and now that. What is
 * none of both is a text without more: nothing is refused. Used again for each; one thread.
 */
final class SyslogMessage {
  private static final List<String> SEVERITIES =
      List.of("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug");
  private static final List<String> FACILITIES =
      List.of(
          "kern",
          "user",
          "mail",
          "daemon",
          "auth",
          "syslog",
          "lpr",
          "news",
          "uucp",
          "cron",
          "authpriv",
          "ftp",
          "ntp",
          "audit",
          "alert",
          "clock",
          "local0",
          "local1",
          "local2",
          "local3",
          "local4",
          "local5",
          "local6",
          "local7");

  /** Of a text without a priority (RFC 3164, 4.3.3): user, notice. */
  private static final int DEFAULT_PRIORITY = 13;

  private static final int MAX_PRIORITY = 191;
  private static final int SEVERITY_BITS = 3;

  /** Names of hosts and programs are no longer (RFC 5424, 6). */
  private static final int MAX_NAME = 255;

  private final SyslogTime time;
  private final Map<String, String> attributes = new TreeMap<>();
  private byte[] bytes = new byte[0];
  private int at;
  private int end;
  private long timeNanos;
  private String host = "";

  SyslogMessage(SyslogTime time) {
    this.time = time;
  }

  /**
   * Reads a message.
   *
   * @param nowNanos the time of one that has none
   */
  void read(byte[] from, int start, int length, long nowNanos) {
    bytes = from;
    at = start;
    end = start + length;
    timeNanos = nowNanos;
    host = "";
    attributes.clear();
    int priority = priority();
    attributes.put("severity", SEVERITIES.get(priority & ((1 << SEVERITY_BITS) - 1)));
    attributes.put("syslog.facility", FACILITIES.get(priority >> SEVERITY_BITS));
    if (at + 1 < end && bytes[at] == '1' && bytes[at + 1] == ' ') {
      at += 2;
      readNew(nowNanos);
    } else {
      readOld(nowNanos);
    }
    while (at < end && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r' || bytes[end - 1] == 0)) {
      end--;
    }
  }

  private int priority() {
    int value = 0;
    int i = at + 1;
    if (at < end && bytes[at] == '<') {
      for (; i < end && i < at + 4 && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
        value = value * 10 + bytes[i] - '0';
      }
      if (i > at + 1 && i < end && bytes[i] == '>' && value <= MAX_PRIORITY) {
        at = i + 1;
        return value;
      }
    }
    return DEFAULT_PRIORITY;
  }

  private void readNew(long nowNanos) {
    int to = wordEnd();
    timeNanos = time.iso(bytes, at, to, nowNanos);
    at = Math.min(end, to + 1);
    host = orNothing(word());
    put("syslog.appname", orNothing(word()));
    put("syslog.procid", orNothing(word()));
    put("syslog.msgid", orNothing(word()));
    structuredData();
    if (at < end && bytes[at] == ' ') {
      at++;
    }
    if (end - at >= 3
        && bytes[at] == (byte) 0xef
        && bytes[at + 1] == (byte) 0xbb
        && bytes[at + 2] == (byte) 0xbf) {
      at += 3;
    }
  }

  /** {@code [id name="value" name="value"][id …]}, where {@code \} escapes {@code "}, itself, ]. */
  private void structuredData() {
    if (at < end && bytes[at] == '-') {
      at++;
      return;
    }
    while (at < end && bytes[at] == '[') {
      int from = ++at;
      while (at < end && bytes[at] != ' ' && bytes[at] != ']') {
        at++;
      }
      String id = text(from, at);
      while (at < end && bytes[at] == ' ') {
        at++;
        parameter("syslog." + id + ".");
      }
      at = at < end && bytes[at] == ']' ? at + 1 : end;
    }
  }

  private void parameter(String prefix) {
    int from = at;
    while (at < end && bytes[at] != '=' && bytes[at] != ']') {
      at++;
    }
    String name = text(from, at);
    if (at + 1 >= end || bytes[at] != '=' || bytes[at + 1] != '"') {
      return;
    }
    at += 2;
    StringBuilder escaped = null;
    int start = at;
    while (at < end && bytes[at] != '"') {
      if (bytes[at] == '\\' && at + 1 < end && "\"\\]".indexOf(bytes[at + 1]) >= 0) {
        escaped = escaped == null ? new StringBuilder() : escaped;
        escaped.append(text(start, at));
        start = ++at;
      }
      at++;
    }
    put(
        prefix + name,
        escaped == null ? text(start, at) : escaped.append(text(start, at)).toString());
    at = Math.min(end, at + 1);
  }

  private void readOld(long nowNanos) {
    int after = time.old(bytes, at, end, nowNanos);
    if (after < 0) {
      return; // no time: all of it is the text
    }
    timeNanos = time.nanos();
    at = after;
    if (!isTag(at)) {
      host = word();
    }
    if (isTag(at)) {
      tag();
    }
  }

  /** Whether a word ends in a colon, or in a process's number and a colon. */
  private boolean isTag(int from) {
    int i = from;
    while (i < end && bytes[i] != ' ') {
      if (bytes[i] == ':' && (i + 1 == end || bytes[i + 1] == ' ')) {
        return i > from;
      }
      i++;
    }
    return false;
  }

  private void tag() {
    int to = at;
    while (bytes[to] != ':' || (to + 1 < end && bytes[to + 1] != ' ')) {
      to++;
    }
    int bracket = at;
    while (bracket < to && bytes[bracket] != '[') {
      bracket++;
    }
    put("syslog.appname", text(at, bracket));
    if (bracket < to && bytes[to - 1] == ']') {
      put("syslog.procid", text(bracket + 1, to - 1));
    }
    at = Math.min(end, to + 2);
  }

  private int wordEnd() {
    int to = at;
    while (to < end && bytes[to] != ' ') {
      to++;
    }
    return to;
  }

  private String word() {
    int to = wordEnd();
    String word = text(at, to);
    at = Math.min(end, to + 1);
    return word;
  }

  private String text(int from, int to) {
    return new String(bytes, from, Math.max(0, to - from), UTF_8);
  }

  private static String orNothing(String word) {
    return word.equals("-") ? "" : word;
  }

  private void put(String name, String value) {
    if (!value.isEmpty()) {
      attributes.put(name, value);
    }
  }

  /** In nanoseconds since the epoch. */
  long timeNanos() {
    return timeNanos;
  }

  /** Who says it; empty where it does not say. */
  String host() {
    return host.length() > MAX_NAME ? host.substring(0, MAX_NAME) : host;
  }

  /** All but its text. */
  Map<String, String> attributes() {
    return attributes;
  }

  /** Where its text starts. */
  int start() {
    return at;
  }

  /** How many bytes it has. */
  int length() {
    return end - at;
  }
}
