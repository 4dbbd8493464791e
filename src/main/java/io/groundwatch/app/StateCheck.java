package io.groundwatch.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether the state folder can be used, and its volume has room. */
final class StateCheck {
  private static final long LEAST_FREE_BYTES = 64L << 20;

  /** Less than one part in so many is little. */
  private static final int LITTLE_SHARE = 20;

  private StateCheck() {}

  static List<Finding> of(Path directory) throws IOException {
    String name = "state folder " + directory;
    Path there = directory;
    if (!Files.isDirectory(directory)) {
      there = nearest(directory);
      if (!Files.isWritable(there)) {
        return List.of(
            Finding.fault(
                name + ": does not exist, and " + there + " cannot be written by this user",
                "make it and give it to the agent's user, or name another: agent.state_directory"));
      }
    }
    List<Finding> findings = new ArrayList<>();
    if (Files.isWritable(there)) {
      findings.add(Finding.fine(name + ": can be written"));
    } else {
      findings.add(
          Finding.fault(
              name
                  + ": belongs to "
                  + Files.getOwner(there)
                  + " and cannot be written by this user",
              "run this as that user (sudo -u %s groundwatch doctor); if that is the agent's: chown -R"
                  .formatted(Files.getOwner(there))));
    }
    findings.add(room(name, there));
    return findings;
  }

  private static Finding room(String name, Path folder) {
    long free = folder.toFile().getUsableSpace();
    String text = "%s: %s free on its volume".formatted(name, Shown.size(free));
    String remedy = "make room, or bound the buffers: \"buffer\": {\"max_bytes\": …}";
    if (isReadOnly(folder)) {
      return Finding.fault(name + ": its volume is mounted read-only", "remount it, mend the disk");
    }
    if (free < LEAST_FREE_BYTES) {
      return Finding.fault(text, remedy);
    }
    return free < folder.toFile().getTotalSpace() / LITTLE_SHARE
        ? Finding.warning(text, remedy)
        : Finding.fine(text);
  }

  private static boolean isReadOnly(Path folder) {
    try {
      return Files.getFileStore(folder).isReadOnly();
    } catch (IOException e) {
      return false; // a chroot that is no mount point: nothing tells, and writing did not fail
    }
  }

  private static Path nearest(Path missing) {
    Path folder = missing.toAbsolutePath();
    while (!Files.isDirectory(folder) && folder.getParent() != null) {
      folder = folder.getParent();
    }
    return folder;
  }
}
