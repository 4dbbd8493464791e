package io.groundwatch.input.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Linux: who is logged in, as uptime(1) counts: the sessions of systemd-logind where it runs, since
 * newer systems keep no utmp; else the user entries of {@code /run/utmp}. A system with neither has
 * no logins to tell, and nobody is logged in.
 *
 * <p>An entry of utmp(5) has its type at byte 0 and the user's name at bytes 44 to 75; it is 384
 * bytes long where a 64-bit system keeps the times of 32-bit ones, else 400.
 */
final class LoggedInUsers implements Source<List<String>> {
  private static final Set<String> WITH_LONG_ENTRIES = Set.of("aarch64", "riscv64", "loongarch64");
  private static final int SHORT_ENTRY_BYTES = 384;
  private static final int LONG_ENTRY_BYTES = 400;
  private static final int NAME_AT = 44;
  private static final int NAME_BYTES = 32;
  private static final int USER_PROCESS = 7;

  /** Far above any host's sessions. */
  private static final int MAX_SESSIONS = 10_000;

  private final Path booted;
  private final Path sessions;
  private final Path utmp;
  private final int entryBytes;

  /** Reads below {@code root}. */
  LoggedInUsers(Path root) {
    this(root, System.getProperty("os.arch", ""));
  }

  LoggedInUsers(Path root, String architecture) {
    booted = root.resolve("run/systemd/system");
    sessions = root.resolve("run/systemd/sessions");
    utmp = root.resolve("run/utmp");
    entryBytes = WITH_LONG_ENTRIES.contains(architecture) ? LONG_ENTRY_BYTES : SHORT_ENTRY_BYTES;
  }

  /** A name for each session. */
  @Override
  public List<String> read() throws IOException {
    if (Files.isDirectory(booted) && Files.isDirectory(sessions)) {
      return ofSystemd();
    }
    return Files.isRegularFile(utmp) ? ofUtmp() : List.of();
  }

  private List<String> ofSystemd() throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(sessions)) {
      for (Path file : files) {
        // Beside each session lies a FIFO, which must not be opened: reading it would wait.
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && names.size() < MAX_SESSIONS) {
          ValueFile.text(file).flatMap(LoggedInUsers::user).ifPresent(names::add);
        }
      }
    }
    return names;
  }

  /** The user of a session that a person has; the others are of services and greeters. */
  private static Optional<String> user(String session) {
    String name = "";
    boolean person = false;
    for (String line : session.split("\n", -1)) {
      person |= line.startsWith("CLASS=user");
      if (line.startsWith("USER=")) {
        name = line.substring("USER=".length());
      }
    }
    return person ? Optional.of(name) : Optional.empty();
  }

  private List<String> ofUtmp() throws IOException {
    List<String> names = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(utmp)).order(ByteOrder.nativeOrder());
    int entries = Math.min(bytes.capacity() / entryBytes, MAX_SESSIONS);
    for (int i = 0; i < entries; i++) {
      int at = i * entryBytes;
      if (bytes.getShort(at) == USER_PROCESS && bytes.get(at + NAME_AT) != 0) {
        names.add(name(bytes, at + NAME_AT));
      }
    }
    return names;
  }

  private static String name(ByteBuffer bytes, int at) {
    int length = 0;
    while (length < NAME_BYTES && bytes.get(at + length) != 0) {
      length++;
    }
    byte[] name = new byte[length];
    bytes.get(at, name);
    return new String(name, StandardCharsets.UTF_8);
  }
}
