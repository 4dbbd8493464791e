package io.groundwatch.output;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.groundwatch.net.ReservedPort;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;

/** A real server of a backend, as a process of its own on a free port of loopback. */
public final class PeerServer implements Closeable {
  private final ReservedPort port = new ReservedPort();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Path log;
  private final List<String> command;
  private final String ready;
  private Process process;

  /**
   * Starts it.
   *
   * @param command for a port
   * @param ready the path that answers 200 or 204 once it serves
   */
  public PeerServer(Path folder, String ready, IntFunction<List<String>> command)
      throws IOException, InterruptedException {
    this.log = folder.resolve("server.log");
    this.ready = ready;
    this.command = command.apply(port.number());
    this.process = start();
  }

  /** Passes the test over where {@code program} is not installed. */
  public static void assumeInstalled(String program) {
    assumeThat(Path.of("/usr/bin", program))
        .as(program + " is installed")
        .matches(Files::isExecutable);
  }

  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + port.number() + path);
  }

  /** The body of the answer to a GET. */
  public String get(String path) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(url(path)).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** A POST without a body. */
  public void post(String path) throws IOException, InterruptedException {
    post(path, "");
  }

  public void post(String path, String body) throws IOException, InterruptedException {
    http.send(
        HttpRequest.newBuilder(url(path)).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
        HttpResponse.BodyHandlers.discarding());
  }

  /** As a power cut would. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  public void restart() throws IOException, InterruptedException {
    process = start();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    process.onExit().join();
    port.close();
  }

  private Process start() throws IOException, InterruptedException {
    Process started =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    while (started.isAlive()) {
      try {
        int status =
            http.send(
                    HttpRequest.newBuilder(url(ready)).build(),
                    HttpResponse.BodyHandlers.discarding())
                .statusCode();
        if (status == 200 || status == 204) {
          return started;
        }
      } catch (IOException e) {
        Thread.onSpinWait(); // it has not come as far
      }
    }
    throw new IOException(Files.readString(log));
  }
}
