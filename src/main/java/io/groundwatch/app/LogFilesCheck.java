package io.groundwatch.app;

import io.groundwatch.config.AgentConfig;
import io.groundwatch.config.FileConfig;
import io.groundwatch.config.LogsSection;
import io.groundwatch.input.file.FilePreview;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether the log files of the configuration are there, and may be read. */
final class LogFilesCheck {
  private LogFilesCheck() {}

  static List<Finding> of(AgentConfig config, Path directory) throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (FileConfig entry : config.logs().map(LogsSection::files).orElse(List.of())) {
      FilePreview now = FilePreview.of(entry);
      String name = "logs " + entry.filePath() + ": ";
      for (String trouble : now.troubles()) {
        findings.add(
            Finding.fault(
                name + trouble,
                "let the agent's user read it: by a group (SupplementaryGroups=adm in \"systemctl"
                    + " edit groundwatch\") or setfacl -m u:groundwatch:rX"));
      }
      if (!now.files().isEmpty()) {
        findings.add(
            Finding.fine(name + Shown.count(now.files().size(), "file", "files") + " to read"));
      } else if (now.troubles().isEmpty()) {
        findings.add(
            Finding.warning(
                name + "no file matches now", "groundwatch explain FILE tells why not"));
      }
    }
    if (Files.isDirectory(directory) && LaneOrders.isOfAnother(directory)) {
      findings.add(
          Finding.warning(
              "logs: the agent runs as "
                  + Files.getOwner(directory)
                  + ", who may read less than you",
              "sudo -u " + Files.getOwner(directory) + " groundwatch doctor"));
    }
    return findings;
  }
}
