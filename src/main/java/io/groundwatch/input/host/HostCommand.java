package io.groundwatch.input.host;

import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands of this host, one after the other, each with a deadline: one that is over it is
 * killed, and while it does not even die (a driver that hangs), no other is started. Owned by a
 * thread beside the thread {@code host}, since it waits.
 */
final class HostCommand {
  /** A pipe takes so much, and we read when the command has ended. */
  private static final int MAX_BYTES = 64 << 10;

  private static final int SHOWN_CHARACTERS = 200;

  private final Duration patience;
  private @Nullable Process hanging;

  /** Waits for an answer for {@code patience}. */
  HostCommand(Duration patience) {
    this.patience = patience;
  }

  /** The command cannot be started: it is not installed. */
  static final class Missing extends IOException {
    private static final long serialVersionUID = 1;

    private Missing(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /** The command ended with a status that says that it failed. */
  static final class Failed extends IOException {
    private static final long serialVersionUID = 1;

    private Failed(String message) {
      super(message);
    }
  }

  /**
   * Runs a command and returns the lines that it writes.
   *
   * @throws Missing if it cannot be started
   * @throws Failed if it says so
   * @throws IOException if it does not answer in time
   */
  List<String> run(List<String> line) throws IOException {
    Process before = hanging;
    if (before != null && before.isAlive()) {
      throw new IOException(line.get(0) + " hangs and cannot be killed");
    }
    Process process = start(line);
    hanging = process;
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new IOException(
            line.get(0) + " gave no answer in " + patience.toSeconds() + " s and was killed");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    hanging = null;
    return lines(line.get(0), process);
  }

  private static Process start(List<String> line) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().put("LC_ALL", "C");
    builder.redirectErrorStream(true);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new Missing(e);
    }
    process.getOutputStream().close();
    return process;
  }

  private static List<String> lines(String command, Process process) throws IOException {
    String text =
        new String(process.getInputStream().readNBytes(MAX_BYTES), Charset.defaultCharset());
    process.getInputStream().close();
    if (process.exitValue() != 0) {
      String said = text.strip();
      throw new Failed(
          command
              + " failed with status "
              + process.exitValue()
              + (said.isEmpty() ? "" : ": ")
              + said.substring(0, Math.min(said.length(), SHOWN_CHARACTERS)));
    }
    return text.lines().toList();
  }
}
