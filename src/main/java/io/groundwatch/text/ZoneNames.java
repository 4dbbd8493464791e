package io.groundwatch.text;

import static java.util.Map.entry;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * Zones by the names that configurations and log lines give them. Abbreviations are those of the tz
 * database that mean one offset wherever they are used, and those of RFC 5322 §4.3. CST and IST
 * mean several: they are read only where the configured zone is one of the places meant, because a
 * time that is hours off is worse than none. Immutable; any thread.
 */
public final class ZoneNames {
  private static final Map<String, ZoneId> ABBREVIATIONS =
      Map.ofEntries(
          at("Z", 0),
          at("UTC", 0),
          at("GMT", 0),
          at("UT", 0),
          at("WET", 0),
          at("WEST", 60),
          at("BST", 60),
          at("CET", 60),
          at("CEST", 120),
          at("MET", 60),
          at("MEST", 120),
          at("EET", 120),
          at("EEST", 180),
          at("MSK", 180),
          at("WAT", 60),
          at("CAT", 120),
          at("SAST", 120),
          at("EAT", 180),
          at("PKT", 300),
          at("WIB", 420),
          at("WITA", 480),
          at("WIT", 540),
          at("HKT", 480),
          at("AWST", 480),
          at("JST", 540),
          at("KST", 540),
          at("ACST", 570),
          at("ACDT", 630),
          at("AEST", 600),
          at("AEDT", 660),
          at("NZST", 720),
          at("NZDT", 780),
          at("NST", -210),
          at("NDT", -150),
          at("AST", -240),
          at("ADT", -180),
          at("EST", -300),
          at("EDT", -240),
          at("CDT", -300),
          at("MST", -420),
          at("MDT", -360),
          at("PST", -480),
          at("PDT", -420),
          at("AKST", -540),
          at("AKDT", -480),
          at("HST", -600));

  /** Minutes east of UTC that an abbreviation can mean. */
  private static final Map<String, List<Integer>> AMBIGUOUS =
      Map.of("CST", List.of(-360, 480), "IST", List.of(330, 120));

  private static final Set<String> IDS = Set.copyOf(ZoneId.getAvailableZoneIds());

  private final int standardMinutes;

  /**
   * Names as they are used in a zone.
   *
   * @param configured what an abbreviation of several meanings is decided by
   */
  ZoneNames(ZoneId configured) {
    this.standardMinutes = TimeZone.getTimeZone(configured).getRawOffset() / 60_000;
  }

  private static Map.Entry<String, ZoneId> at(String name, int minutes) {
    return entry(name, ZoneOffset.ofTotalSeconds(minutes * 60));
  }

  /**
   * The zone that a {@code timezone} setting names: {@code UTC}, {@code LOCAL} (the host's, in any
   * case) or a zone such as {@code Europe/Berlin} or {@code +02:00}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static ZoneId zone(String timezone) {
    String upper = timezone.toUpperCase(Locale.ROOT);
    if (upper.equals("UTC")) {
      return ZoneOffset.UTC;
    }
    if (upper.equals("LOCAL")) {
      return ZoneId.systemDefault();
    }
    try {
      return ZoneId.of(timezone);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "timezone: " + timezone + " (expected: UTC, LOCAL or a zone such as Europe/Berlin)", e);
    }
  }

  /** The zone that a name in a log line means, or null where it means none or several. */
  @Nullable ZoneId meant(String name) {
    ZoneId known = ABBREVIATIONS.get(name);
    if (known != null) {
      return known;
    }
    List<Integer> meanings = AMBIGUOUS.get(name);
    if (meanings != null) {
      return meanings.contains(standardMinutes)
          ? ZoneOffset.ofTotalSeconds(standardMinutes * 60)
          : null;
    }
    return IDS.contains(name) ? ZoneId.of(name) : null;
  }
}
