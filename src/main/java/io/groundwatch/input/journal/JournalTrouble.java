package io.groundwatch.input.journal;

import java.util.regex.Pattern;

/**
 * Why journalctl does not run, in words.
 *
 * @param cause what tells one trouble from another
 * @param everywhere whether it is the same for all entries, so that it is said once for all
 * @param text what is wrong and what to do
 */
record JournalTrouble(String cause, boolean everywhere, String text) {
  private static final Pattern DENIED =
      Pattern.compile("insufficient permissions|[Pp]ermission denied|Operation not permitted");
  private static final int MAX_SHOWN = 300;

  /** It cannot be started. */
  static JournalTrouble missing(String command, String reason) {
    return new JournalTrouble(
        "missing",
        true,
        "The journal is not read: "
            + command
            + " cannot be started ("
            + reason
            + "). Install systemd, or take journald out of the configuration. It is tried again.");
  }

  /** There is nothing to read. */
  static JournalTrouble noJournal(String reason) {
    return new JournalTrouble(
        reason, true, "The journal is not read: " + reason + ". It is looked for again.");
  }

  /** It ended. */
  static JournalTrouble ended(String entry, int status, String words) {
    String last = lastLine(words);
    if (DENIED.matcher(words).find()) {
      return new JournalTrouble(
          "denied",
          true,
          "The journal may not be read ("
              + last
              + "). Let the agent's user read it: usermod -a -G systemd-journal USER, or"
              + " SupplementaryGroups=systemd-journal in the service; then restart the agent.");
    }
    String how = status > 128 ? "by signal " + (status - 128) : "with status " + status;
    return new JournalTrouble(
        "ended " + status + last,
        false,
        "journalctl for "
            + entry
            + " ended "
            + how
            + (last.isEmpty() ? "" : " (" + last + ")")
            + ". It is started again and goes on where it was.");
  }

  /** It wrote what no journalctl writes. */
  static JournalTrouble malformed(String entry) {
    return new JournalTrouble(
        "malformed",
        false,
        "What journalctl gives for "
            + entry
            + " is not the journal's export format. Check that the journalctl on the PATH is"
            + " systemd's. It is started again and goes on where it was.");
  }

  /** It says nothing. */
  static JournalTrouble silent(String entry, long minutes) {
    return new JournalTrouble(
        "silent",
        false,
        "journalctl for "
            + entry
            + " has given nothing for "
            + minutes
            + " minutes, not even the record that it was to start with: it hangs, or that record is"
            + " gone and nothing came after it. It is started again. If journalctl hangs when you"
            + " call it too, look at the disk, and at journalctl --verify.");
  }

  private static String lastLine(String words) {
    String trimmed = words.strip();
    String last = trimmed.substring(trimmed.lastIndexOf('\n') + 1);
    return last.length() <= MAX_SHOWN ? last : last.substring(0, MAX_SHOWN) + "…";
  }
}
