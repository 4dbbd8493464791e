package io.groundwatch.output;

import io.groundwatch.codec.JsonTree;
import io.groundwatch.net.ReservedPort;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntFunction;

/** A real server of a backend, as a process of its own on a free port of loopback. */
public final class PeerServer implements Closeable {
  private final ReservedPort port = new ReservedPort();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Path log;
  private final List<String> command;
  private final String ready;
  private Process process;

  /**
   * Starts it.
   *
   * @param log where what it says is kept
   * @param ready what it says once it serves
   * @param command for a port
   */
  public PeerServer(Path log, String ready, IntFunction<List<String>> command) throws IOException {
    this.log = log;
    this.ready = ready;
    this.command = command.apply(port.number());
    this.process = start();
  }

  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + port.number() + path);
  }

  /** The body of the answer to a GET. */
  public String get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(url(path)).build());
  }

  /** What a server with the query API of Prometheus answers for a moment. */
  public List<JsonTree> query(String promQl, long second) throws IOException, InterruptedException {
    String query = URLEncoder.encode(promQl, StandardCharsets.UTF_8);
    String json = get("/api/v1/query?query=" + query + "&time=" + second);
    return JsonTree.of(json).at("data", "result").elements();
  }

  /** The body of the answer to a POST of nothing. */
  public String post(String path) throws IOException, InterruptedException {
    return post(path, "");
  }

  public String post(String path, String body) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(url(path)).POST(BodyPublishers.ofString(body)).build());
  }

  /** The same with JSON. */
  public String json(String method, String path, String body)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(url(path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build());
  }

  /** The body of the answer to a request to {@link #url}. */
  public String send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, BodyHandlers.ofString()).body();
  }

  /** As a power cut would. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  public void restart() throws IOException {
    process = start();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    process.onExit().join();
    port.close();
  }

  private Process start() throws IOException {
    Process started = new ProcessBuilder(command).redirectErrorStream(true).start();
    CompletableFuture<Void> serves = new CompletableFuture<>();
    Thread reader = new Thread(() -> read(started, serves), "peer-log");
    reader.setDaemon(true);
    reader.start();
    try {
      serves.join();
    } catch (CompletionException e) {
      throw new IOException(command.get(0) + " ended: " + Files.readString(log), e);
    }
    return started;
  }

  /** Keeps what it says, up to its end. */
  private void read(Process started, CompletableFuture<Void> serves) {
    try (BufferedReader said = started.inputReader(StandardCharsets.UTF_8);
        PrintWriter kept = new PrintWriter(Files.newBufferedWriter(log), true)) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        kept.println(line);
        if (line.contains(ready)) {
          serves.complete(null);
        }
      }
      serves.completeExceptionally(new IOException("without \"" + ready + "\""));
    } catch (IOException e) {
      serves.completeExceptionally(e); // as it is killed, its output is closed
    }
  }
}
