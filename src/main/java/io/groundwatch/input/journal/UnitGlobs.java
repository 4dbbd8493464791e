package io.groundwatch.input.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.groundwatch.text.LinePattern;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Units of which some are globs. journalctl looks up once, when it starts, which units a glob
 * matches, and would never show one that first runs later; so it is asked for all units, and this
 * takes those that are wanted, by the rules of journalctl's {@code --unit}. Owned by one thread, as
 * its patterns are.
 */
final class UnitGlobs {
  private static final Pattern META = Pattern.compile("[*?\\[]");
  private static final Pattern BRACKETS = Pattern.compile("\\[([!^]?)([^\\]\\[\\\\]+)\\]");
  private static final Set<String> KINDS =
      Set.of(
          "service",
          "socket",
          "target",
          "mount",
          "automount",
          "swap",
          "timer",
          "path",
          "slice",
          "scope",
          "device");
  private static final byte[] SYSTEMD = "1".getBytes(US_ASCII);
  private static final byte[] ROOT = "0".getBytes(US_ASCII);

  private final List<LinePattern> patterns;

  UnitGlobs(List<String> units) {
    this.patterns = units.stream().map(UnitGlobs::pattern).toList();
  }

  /** Whether any of these is a glob. */
  static boolean anyIn(List<String> units) {
    return units.stream().anyMatch(unit -> META.matcher(unit).find());
  }

  /** Whether an entry is of a unit that is wanted, or is what the system says of one. */
  boolean take(ExportParser entry) {
    return names(entry, JournalField.UNIT)
        || (entry.is(JournalField.PID, SYSTEMD) && names(entry, JournalField.ABOUT_UNIT))
        || (entry.is(JournalField.UID, ROOT)
            && (names(entry, JournalField.ABOUT_OBJECT)
                || names(entry, JournalField.ABOUT_COREDUMP)));
  }

  private boolean names(ExportParser entry, JournalField field) {
    if (!entry.has(field)) {
      return false;
    }
    for (LinePattern pattern : patterns) {
      if (pattern.find(entry.bytes(), entry.start(field), entry.length(field))) {
        return true;
      }
    }
    return false;
  }

  private static LinePattern pattern(String unit) {
    boolean glob = META.matcher(unit).find();
    String kind = unit.substring(unit.lastIndexOf('.') + 1);
    // As systemctl: a name without a kind is a service; a glob may mean any.
    String whole = glob || KINDS.contains(kind) ? unit : unit + ".service";
    try {
      return LinePattern.compile("^" + translated(whole) + "$");
    } catch (IllegalArgumentException e) {
      // A range that runs backwards: no unit is in it.
      return LinePattern.compile("^" + escaped(whole) + "$");
    }
  }

  private static String translated(String glob) {
    StringBuilder pattern = new StringBuilder();
    Matcher brackets = BRACKETS.matcher(glob);
    int at = 0;
    while (at < glob.length()) {
      char c = glob.charAt(at);
      if (c == '[' && brackets.find(at) && brackets.start() == at) {
        pattern.append('[').append(brackets.group(1).isEmpty() ? "" : "^");
        pattern.append(brackets.group(2)).append(']');
        at = brackets.end();
        continue;
      }
      pattern.append(c == '*' ? ".*" : c == '?' ? "." : escaped(String.valueOf(c)));
      at++;
    }
    return pattern.toString();
  }

  private static String escaped(String text) {
    return text.replaceAll("[^\\w\\s]", "\\\\$0");
  }
}
