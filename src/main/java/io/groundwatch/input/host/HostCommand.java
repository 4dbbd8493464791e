package io.groundwatch.input.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Runs commands of this host, one after the other, each with a deadline after which it is killed.
 * For a thread beside the thread {@code host}, since it waits: longest for a command that cannot
 * even be killed, since its driver hangs.
 */
final class HostCommand {
  private static final int MAX_BYTES = 4 << 20;
  private static final int SHOWN_CHARACTERS = 200;

  private final Duration patience;

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
   * @throws Failed if it says that it failed
   * @throws IOException if it does not answer in time
   */
  List<String> run(List<String> line) throws IOException {
    Process process = start(line);
    CompletableFuture<Process> end =
        process.onExit().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    CompletableFuture<Process> watch =
        end.whenComplete(
            (ended, late) -> {
              if (late != null) {
                process.destroyForcibly();
              }
            });
    try {
      String text = read(process);
      return lines(line.get(0), watch.join().exitValue(), text);
    } catch (CompletionException | IOException e) {
      if (end.isCompletedExceptionally()) {
        throw new IOException(
            line.get(0) + " gave no answer in " + patience.toSeconds() + " s and was killed", e);
      }
      throw e;
    }
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

  /** All that it writes, up to its end or its killing. */
  private static String read(Process process) throws IOException {
    try (InputStream in = process.getInputStream()) {
      byte[] bytes = in.readNBytes(MAX_BYTES);
      if (bytes.length == MAX_BYTES) {
        process.destroyForcibly();
        throw new IOException("more than " + MAX_BYTES + " bytes of output");
      }
      return new String(bytes, Charset.defaultCharset());
    }
  }

  private static List<String> lines(String command, int status, String text) throws Failed {
    if (status != 0) {
      String said = text.strip();
      throw new Failed(
          command
              + " failed with status "
              + status
              + (said.isEmpty() ? "" : ": ")
              + said.substring(0, Math.min(said.length(), SHOWN_CHARACTERS)));
    }
    return text.lines().toList();
  }
}
