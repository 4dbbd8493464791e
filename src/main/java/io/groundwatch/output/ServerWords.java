package io.groundwatch.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Quotes what a server said: short, on one line, and without any secret that it may have repeated.
 * Immutable, any thread.
 */
public final class ServerWords {
  private static final int MAX_CHARACTERS = 200;
  private static final Pattern PAGE = Pattern.compile("(?i)<html\\b");
  private static final Pattern UNSEEN =
      Pattern.compile("(?is)<(head|style|script)\\b.*?(</\\1>|$)");
  private static final Pattern TAG = Pattern.compile("<[^<>]*>");
  private static final String MASK = "***";
  private static final String BASIC = "Basic ";

  private final List<String> secrets;

  /** Hides the values of these headers, what they are made of, and this query. */
  public ServerWords(Map<String, String> secretHeaders, String query) {
    List<String> all = new ArrayList<>();
    secretHeaders.values().forEach(value -> addParts(value, all));
    all.add(query);
    all.removeIf(String::isBlank);
    // The longest first: a part must not be cut out of a whole and leave the rest to be read.
    all.sort(Comparator.comparingInt(String::length).reversed());
    secrets = List.copyOf(all);
  }

  /** The text in quotes; empty where there is none. */
  public String quote(String text) {
    String masked = text;
    for (String secret : secrets) {
      masked = masked.replace(secret, MASK);
    }
    String words = PAGE.matcher(masked).find() ? ofPage(masked) : masked;
    String plain = words.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    if (plain.isEmpty()) {
      return "";
    }
    boolean cut = plain.length() > MAX_CHARACTERS;
    return "\"" + (cut ? plain.substring(0, MAX_CHARACTERS) + "…" : plain) + "\"";
  }

  /** Proxies and web servers answer in pages; a log wants what a browser would show. */
  private static String ofPage(String html) {
    return TAG.matcher(UNSEEN.matcher(html).replaceAll(" ")).replaceAll(" ");
  }

  private static void addParts(String value, List<String> all) {
    all.add(value);
    all.add(value.substring(value.indexOf(' ') + 1));
    if (value.startsWith(BASIC)) {
      all.add(passwordOf(value.substring(BASIC.length())));
    }
  }

  private static String passwordOf(String credentials) {
    try {
      String decoded = new String(Base64.getDecoder().decode(credentials), UTF_8);
      return decoded.substring(decoded.indexOf(':') + 1);
    } catch (IllegalArgumentException e) {
      return credentials; // not Base64: nothing more to hide than the value itself
    }
  }
}
