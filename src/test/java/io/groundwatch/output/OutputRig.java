package io.groundwatch.output;

import io.groundwatch.model.Compression;
import io.groundwatch.model.RecordRange;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.net.HttpClient;
import io.groundwatch.net.HttpEndpoint;
import io.groundwatch.net.HttpTimeouts;
import io.groundwatch.net.NetLoop;
import io.groundwatch.net.TlsFiles;
import io.groundwatch.pipeline.Outcome;
import io.groundwatch.pipeline.Output;
import io.groundwatch.runtime.SystemTimeSource;
import java.io.Closeable;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An output over HTTP with all that it needs. */
public final class OutputRig implements Closeable {
  private final NetLoop loop = NetLoop.open("net");
  private final List<Output> opened = new ArrayList<>();

  /** An output of {@code protocol} to {@code url}, with gzip. */
  public Output open(URI url, Protocol protocol, AuthHeaders auth) {
    return open(url, protocol, Authorizer.of(auth), Compression.GZIP);
  }

  /** The same, otherwise compressed and authorized. */
  public Output open(URI url, Protocol protocol, Authorizer auth, Compression compression) {
    Output output =
        new RequestOutput(
            client(url),
            new HttpTarget(url, compression, "groundwatch/test"),
            auth,
            protocol,
            new SystemTimeSource());
    opened.add(output);
    return output;
  }

  /** A client of {@code url}. */
  public HttpClient client(URI url) {
    return new HttpClient(
        loop, HttpEndpoint.of(url), HttpTimeouts.ofRequest(Duration.ofSeconds(20)), TlsFiles.NONE);
  }

  public NetLoop loop() {
    return loop;
  }

  /** What comes of sending all of a batch. */
  public static Outcome send(Output output, StoredBatch batch) throws Exception {
    return send(output, batch, batch.whole());
  }

  /** What comes of sending a part. */
  public static Outcome send(Output output, StoredBatch batch, RecordRange range) throws Exception {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    output.send(batch, range, outcome::complete);
    return outcome.get(40, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    for (Output output : opened) {
      output.close();
    }
    loop.close();
  }
}
