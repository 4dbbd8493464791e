package io.groundwatch.soak;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What the agent sends to: the receiver itself, or an nginx before it. Owned by one thread. */
final class Front implements Closeable {
  private final String url;
  private final @Nullable NginxFront nginx;

  private Front(String url, @Nullable NginxFront nginx) {
    this.url = url;
    this.nginx = nginx;
  }

  static Front of(SoakSettings settings, FaultyServer server)
      throws IOException, InterruptedException {
    if (!settings.nginx()) {
      return new Front("http://127.0.0.1:" + server.port() + "/ingest", null);
    }
    NginxFront nginx = NginxFront.start(settings.folder().resolve("nginx"), server.port());
    return new Front(nginx.url(), nginx);
  }

  String url() {
    return url;
  }

  /** Null where there is no TLS. */
  @Nullable Path authority() {
    return nginx == null ? null : nginx.authority();
  }

  /** Stops nginx or starts it again, now and then. */
  void disturb(Random random) throws IOException, InterruptedException {
    if (nginx != null) {
      if (random.nextInt(3) == 0) {
        nginx.stop();
      } else {
        nginx.start();
      }
    }
  }

  /** Sees to it that all is well from now on. */
  void restore() throws IOException {
    if (nginx != null) {
      nginx.start();
    }
  }

  @Override
  public void close() throws IOException {
    if (nginx != null) {
      nginx.close();
    }
  }
}
