package io.groundwatch.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A command of the packaged launcher in a process of its own; what it says can be waited for. */
final class LaunchedCommand implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;

  private final Process process;
  private final Said out;
  private final Said err;

  private LaunchedCommand(Process process) {
    this.process = process;
    this.out = new Said(process.getInputStream(), "out");
    this.err = new Said(process.getErrorStream(), "err");
  }

  /** Starts {@code groundwatch} with these arguments. */
  static LaunchedCommand start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("groundwatch.layout"), "bin", "groundwatch").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("JOURNAL_STREAM");
    builder.environment().remove("GROUNDWATCH_CONFIG_CONTENT");
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    return new LaunchedCommand(builder.start());
  }

  /** Waits for its end. Returns the exit status. */
  int exit() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("it does not end; it says: " + out.text() + err.text());
    }
    out.join();
    err.join();
    return process.exitValue();
  }

  /** SIGTERM. Returns the exit status. */
  int stop() throws InterruptedException {
    tellToStop();
    return exit();
  }

  /** SIGTERM. */
  void tellToStop() {
    // Not by Process.destroy, which would close the streams before its last words.
    process.toHandle().destroy();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    exit();
  }

  long pid() {
    return process.pid();
  }

  /** What it wrote to standard output until now. */
  String out() {
    return out.text();
  }

  /** What it wrote to standard error until now. */
  String err() {
    return err.text();
  }

  /** Waits for a line on standard output that contains {@code text}. Returns the line. */
  String awaitOut(String text) throws InterruptedException {
    return out.await(text);
  }

  /** Waits for a line on standard error that contains {@code text}. Returns the line. */
  String awaitErr(String text) throws InterruptedException {
    return err.await(text);
  }

  /** Nobody reads its standard output any more. */
  void breakOut() throws IOException {
    process.getInputStream().close();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** One of its streams, read by a thread of its own. */
  private static final class Said {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final List<String> lines = new ArrayList<>();
    private final Thread thread;
    private boolean ended;

    private Said(InputStream in, String name) {
      thread = new Thread(() -> read(in), name);
      thread.setDaemon(true);
      thread.start();
    }

    private void read(InputStream in) {
      try (BufferedReader reader =
          new BufferedReader(new java.io.InputStreamReader(in, StandardCharsets.UTF_8))) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          add(line);
        }
      } catch (IOException e) {
        add("(cannot be read: " + e + ")");
      } finally {
        end();
      }
    }

    private void add(String line) {
      lock.lock();
      try {
        lines.add(line);
        more.signalAll();
      } finally {
        lock.unlock();
      }
    }

    private void end() {
      lock.lock();
      try {
        ended = true;
        more.signalAll();
      } finally {
        lock.unlock();
      }
    }

    private String await(String text) throws InterruptedException {
      long left = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      lock.lock();
      try {
        for (int i = 0; ; i++) {
          while (i == lines.size() && !ended && left > 0) {
            left = more.awaitNanos(left);
          }
          if (i == lines.size()) {
            throw new AssertionError("never said: " + text + "\nbut: " + String.join("\n", lines));
          }
          if (lines.get(i).contains(text)) {
            return lines.get(i);
          }
        }
      } finally {
        lock.unlock();
      }
    }

    private void join() throws InterruptedException {
      thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    }

    private String text() {
      lock.lock();
      try {
        return String.join("\n", lines) + "\n";
      } finally {
        lock.unlock();
      }
    }
  }
}
