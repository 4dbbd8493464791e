package io.groundwatch.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends log records by OTLP to the packaged agent as fast as it acknowledges them, while its
 * destination is away, so that all of it ends in the disk buffer. Arguments: MiB in all, records a
 * request, senders.
 */
public final class OtlpLoad {
  private static final long READY_MILLIS = 30_000;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;
  private final int nobody;
  private final Path folder;
  private final AtomicLong left = new AtomicLong();
  private final AtomicLong records = new AtomicLong();
  private final AtomicLong again = new AtomicLong();

  private OtlpLoad() throws IOException {
    try (ServerSocket one = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        ServerSocket other = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      port = one.getLocalPort();
      nobody = other.getLocalPort();
    }
    folder = Files.createTempDirectory("groundwatch-otlp");
  }

  /** Runs it. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    long bytes = Long.parseLong(arguments[0]) << 20;
    int aRequest = Integer.parseInt(arguments[1]);
    int senders = Integer.parseInt(arguments[2]);
    new OtlpLoad().run(bytes, aRequest, senders);
  }

  private void run(long bytes, int aRequest, int senders) throws IOException, InterruptedException {
    Process agent = start();
    try {
      byte[] body = request(aRequest);
      awaitReady(agent, body);
      ProcessCost before = ProcessCost.of(agent.pid());
      left.set(bytes);
      records.set(0);
      again.set(0);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < senders; i++) {
        Thread thread = new Thread(() -> send(body, aRequest), "sender-" + i);
        thread.start();
        threads.add(thread);
      }
      for (Thread thread : threads) {
        thread.join();
      }
      ProcessCost after = ProcessCost.of(agent.pid());
      double seconds = after.secondsSince(before);
      System.out.printf(
          "%,d records of %d bytes, %d a request, %d senders: all acknowledged in %.1f s, %.1f MB/s,"
              + " %,d requests sent again; CPU %.1f s/GiB; RSS at most %.0f MB; %.2f bytes to disk a"
              + " byte%n",
          records.get(),
          body.length / aRequest,
          aRequest,
          senders,
          seconds,
          bytes / 1e6 / seconds,
          again.get(),
          (after.cpuSeconds() - before.cpuSeconds()) * (1L << 30) / bytes,
          after.peakBytes() / 1e6,
          (after.writtenBytes() - before.writtenBytes()) / (double) bytes);
    } finally {
      agent.destroy();
      agent.waitFor();
      ScratchFolder.delete(folder);
    }
  }

  private Process start() throws IOException {
    String config =
        """
        {"agent": {"state_directory": "%s"},
         "logs": {"logs_collected": {"otlp": {"http_endpoint": "127.0.0.1:%d"}}},
         "destinations": {"away": {"type": "http", "url": "http://127.0.0.1:%d/", "compression": "zstd"}}}
        """
            .formatted(folder.resolve("state"), port, nobody);
    Files.writeString(folder.resolve("config.json"), config);
    Path launcher = Path.of(System.getProperty("groundwatch.layout"), "bin", "groundwatch");
    return new ProcessBuilder(
            launcher.toString(), "run", "--config", folder.resolve("config.json").toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(folder.resolve("said").toFile())
        .start();
  }

  private void awaitReady(Process agent, byte[] body) throws IOException, InterruptedException {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(READY_MILLIS);
    while (!isTaken(body)) {
      if (agent.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > until) {
        throw new IOException("the agent says: " + Files.readString(folder.resolve("said")));
      }
    }
  }

  private void send(byte[] body, int aRequest) {
    while (left.addAndGet(-body.length) > -body.length) {
      while (!isTaken(body)) {
        again.incrementAndGet();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
      records.addAndGet(aRequest);
    }
  }

  private boolean isTaken(byte[] body) {
    try {
      return client
              .send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/logs"))
                      .header("Content-Type", "application/x-protobuf")
                      .POST(BodyPublishers.ofByteArray(body))
                      .build(),
                  BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false; // it does not listen yet
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] request(int count) {
    ScopeLogs.Builder scope = ScopeLogs.newBuilder();
    LogLine lines = new LogLine(1);
    byte[] line = new byte[LogLine.MAX_BYTES];
    for (int i = 0; i < count; i++) {
      scope.addLogRecords(
          LogRecord.newBuilder()
              .setTimeUnixNano(System.currentTimeMillis() * 1_000_000)
              .setSeverityNumberValue(9)
              .setBody(
                  AnyValue.newBuilder()
                      .setStringValue(
                          new String(line, 0, lines.put(line, 0, 1, i, 0) - 1, US_ASCII)))
              .addAttributes(pair("http.request.method", "GET"))
              .addAttributes(pair("thread.name", "worker-" + i % 8)));
    }
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder()
                .setResource(Resource.newBuilder().addAttributes(pair("service.name", "shop")))
                .addScopeLogs(scope))
        .build()
        .toByteArray();
  }

  private static KeyValue pair(String name, String value) {
    return KeyValue.newBuilder()
        .setKey(name)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }
}
