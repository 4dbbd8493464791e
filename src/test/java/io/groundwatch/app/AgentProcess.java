package io.groundwatch.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged agent as a process of its own, started by its launcher. */
public final class AgentProcess implements AutoCloseable {
  private final Process process;

  private AgentProcess(Process process) {
    this.process = process;
  }

  /** Starts {@code groundwatch run}; what it says is added to {@code log}. */
  public static AgentProcess start(Path config, Path log) throws IOException {
    return start(config, log, Map.of());
  }

  /** The same, with more in its environment. */
  static AgentProcess start(Path config, Path log, Map<String, String> environment)
      throws IOException {
    Path launcher = Path.of(System.getProperty("groundwatch.layout"), "bin", "groundwatch");
    ProcessBuilder builder =
        new ProcessBuilder(launcher.toString(), "run", "--config", config.toString());
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return new AgentProcess(builder.start());
  }

  /** Lets it run for so long. Returns whether it is still running, as it should. */
  public boolean runFor(long milliseconds) throws InterruptedException {
    return !process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** SIGKILL. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM. Returns the exit status. */
  public int stop() throws InterruptedException {
    process.destroy();
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
