package io.groundwatch.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Limits of the system that a busy agent meets, where there is a /proc. */
final class LimitsCheck {
  private static final long FEW_FILES = 1024;
  private static final long FEW_WATCHES = 8192;
  private static final int MAX_DIGITS = 32;

  private LimitsCheck() {}

  static List<Finding> of(Path proc) throws IOException {
    List<Finding> findings = new ArrayList<>();
    number(proc.resolve("sys/fs/inotify/max_user_watches"))
        .ifPresent(watches -> findings.add(watches(watches)));
    OpenFileLimit.of(proc).ifPresent(files -> findings.add(files(files)));
    return findings;
  }

  private static Finding watches(long watches) {
    String text =
        "limits: " + Shown.count(watches, "folder", "folders") + " can be watched for changes";
    return watches < FEW_WATCHES
        ? Finding.warning(text, "sysctl fs.inotify.max_user_watches=65536; the rest is polled")
        : Finding.fine(text);
  }

  private static Finding files(long files) {
    String text = "limits: " + Shown.count(files) + " files can be open at once";
    return files < FEW_FILES
        ? Finding.warning(text, "LimitNOFILE=65536 in the unit, or ulimit -n")
        : Finding.fine(text);
  }

  /**
   * Not by {@code Files.readString}: it begins with one byte, and the kernel tells no more then.
   */
  private static Optional<Long> number(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(MAX_DIGITS), StandardCharsets.US_ASCII);
      return Optional.of(Long.parseLong(text.strip()));
    }
  }
}
