package io.groundwatch.input.host;

import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * statvfs(3) in a process of its own, by the command {@code stat -f} of coreutils or busybox. It
 * serves for two things that the JDK cannot: it tells inodes, and it may hang on a server that is
 * gone without hanging us. A process that does not answer in time is left to itself, and what it
 * was asked is not asked again before it has ended: so a dead server costs one wait and one
 * process.
 */
final class StatCommand {
  private static final Logger log = LoggerFactory.getLogger(StatCommand.class);

  /**
   * Block size, blocks, free blocks, free to others, inodes, free inodes, and the path as given.
   */
  private static final String FORMAT = "%S %b %f %a %c %d %n";

  private static final int NUMBERS = 6;

  /** Some user-space file systems answer with the largest number there is. */
  private static final Pattern SENSIBLE = Pattern.compile("[0-9]{1,18}");

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /**
   * So many that the answers surely fit the pipe, from which we read when the process has ended.
   */
  private static final int MAX_PATHS = 100;

  private final String command;
  private final HostRoots roots;
  private final Duration patience;
  private final Map<String, Process> hanging = new HashMap<>();
  private boolean missing;

  /** The system's own {@code stat}, about mounts of the host that {@code roots} shows. */
  StatCommand(HostRoots roots) {
    this("stat", roots, PATIENCE);
  }

  /** Runs {@code command} and waits for its answer for {@code patience}. */
  StatCommand(String command, HostRoots roots, Duration patience) {
    this.command = command;
    this.roots = roots;
    this.patience = patience;
  }

  /** Asks about mounts in one process. What could not be learned is left out. */
  Map<String, Volume> ask(List<Mount> mounts) {
    Map<String, Volume> answers = new HashMap<>();
    for (int from = 0; from < mounts.size(); from += MAX_PATHS) {
      askSome(mounts.subList(from, Math.min(mounts.size(), from + MAX_PATHS)), answers);
    }
    return answers;
  }

  private void askSome(List<Mount> mounts, Map<String, Volume> answers) {
    String first = mounts.get(0).path();
    hanging.values().removeIf(process -> !process.isAlive());
    if (missing || hanging.containsKey(first)) {
      return;
    }
    try {
      Process process = start(mounts);
      if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        read(process, mounts, answers);
      } else {
        log.warn("The file system at {} does not answer; it is left out until it does.", first);
        hanging.put(first, process);
      }
    } catch (IOException e) {
      missing = true;
      log.warn("No inodes and no remote file systems: {}.", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Process start(List<Mount> mounts) throws IOException {
    List<String> line = new ArrayList<>(List.of(command, "-f", "-c", FORMAT, "--"));
    mounts.forEach(mount -> line.add(seen(mount)));
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().put("LC_ALL", "C");
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    return process;
  }

  private String seen(Mount mount) {
    return roots.inside(mount.path()).toString();
  }

  private void read(Process process, List<Mount> mounts, Map<String, Volume> answers)
      throws IOException {
    Map<String, Mount> byPath = new HashMap<>();
    mounts.forEach(mount -> byPath.put(seen(mount), mount));
    String output = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
    for (String line : output.split("\n", -1)) {
      String[] words = line.split(" ", NUMBERS + 1);
      Mount mount = byPath.get(words[words.length - 1]);
      if (mount != null && words.length == NUMBERS + 1) {
        volume(mount, words).ifPresent(volume -> answers.put(mount.path(), volume));
      }
    }
  }

  private static Optional<Volume> volume(Mount mount, String[] words) {
    long[] numbers = new long[NUMBERS];
    for (int i = 0; i < NUMBERS; i++) {
      numbers[i] = SENSIBLE.matcher(words[i]).matches() ? Long.parseLong(words[i]) : Source.ABSENT;
    }
    long block = numbers[0];
    if (block < 0 || numbers[1] < 0 || numbers[2] < 0 || numbers[3] < 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Volume(
            mount,
            numbers[1] * block,
            numbers[2] * block,
            numbers[3] * block,
            numbers[4],
            numbers[4] < 0 ? Source.ABSENT : numbers[5]));
  }
}
