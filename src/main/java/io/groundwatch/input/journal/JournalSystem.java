package io.groundwatch.input.journal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What of the system the journal input relies on.
 *
 * @param command how journalctl is called
 * @param folders where systemd keeps journals
 * @param machineId the file that holds the machine's id
 * @param own what the agent itself writes to the journal
 */
public record JournalSystem(String command, List<Path> folders, Path machineId, OwnRecords own) {

  /** Keeps its own copy. */
  public JournalSystem {
    folders = List.copyOf(folders);
  }

  /** This system; {@code environment} is the agent's. */
  public static JournalSystem open(Map<String, String> environment) {
    return new JournalSystem(
        "journalctl",
        List.of(Path.of("/var/log/journal"), Path.of("/run/log/journal")),
        Path.of("/etc/machine-id"),
        OwnRecords.open(environment, Path.of("/proc/self")));
  }
}
