package io.groundwatch.soak;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A real nginx in front of the receiver, which ends TLS with a certificate of a real chain (root,
 * intermediate, server) that openssl made. It is stopped and started again on the same port. Owned
 * by one thread.
 */
final class NginxFront implements Closeable {
  private static final Path COMMAND = Path.of("/usr/sbin/nginx");
  private static final long UP_MILLISECONDS = 10_000;

  private static final String CERTIFICATES =
      """
      set -e
      openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj '/CN=Soak root' -keyout root.key -out root.pem
      openssl req -newkey rsa:2048 -nodes -subj '/CN=Soak intermediate' -keyout mid.key -out mid.csr
      printf 'basicConstraints=critical,CA:TRUE\\nkeyUsage=keyCertSign' >mid.ext
      openssl x509 -req -in mid.csr -CA root.pem -CAkey root.key -CAcreateserial -days 2 -extfile mid.ext -out mid.pem
      openssl req -newkey rsa:2048 -nodes -subj '/CN=localhost' -keyout server.key -out server.csr
      printf 'subjectAltName=DNS:localhost,IP:127.0.0.1' >server.ext
      openssl x509 -req -in server.csr -CA mid.pem -CAkey mid.key -CAcreateserial -days 2 -extfile server.ext -out server.pem
      cat server.pem mid.pem >chain.pem
      """;

  private final Path folder;
  private final int port;
  private @Nullable Process process;

  private NginxFront(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** Whether it is installed, and openssl is. */
  static boolean available() {
    return Files.isExecutable(COMMAND) && Files.isExecutable(Path.of("/usr/bin/openssl"));
  }

  /** Makes certificates and starts it in front of {@code upstreamPort}. */
  static NginxFront start(Path folder, int upstreamPort) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    run(folder, "sh", "-c", CERTIFICATES);
    int port;
    try (ServerSocket free = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Files.writeString(folder.resolve("nginx.conf"), config(folder, port, upstreamPort));
    NginxFront front = new NginxFront(folder, port);
    front.start();
    return front;
  }

  private static String config(Path folder, int port, int upstreamPort) {
    return """
        daemon off;
        worker_processes 1;
        pid %1$s/nginx.pid;
        error_log %1$s/error.log;
        events { worker_connections 64; }
        http {
          access_log off;
          client_body_temp_path %1$s/body;
          proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/fastcgi;
          uwsgi_temp_path %1$s/uwsgi;
          scgi_temp_path %1$s/scgi;
          client_max_body_size 16m;
          server {
            listen 127.0.0.1:%2$d ssl;
            ssl_certificate %1$s/chain.pem;
            ssl_certificate_key %1$s/server.key;
            location / {
              proxy_pass http://127.0.0.1:%3$d;
              proxy_read_timeout 2s;
              proxy_next_upstream off;
            }
          }
        }
        """
        .formatted(folder, port, upstreamPort);
  }

  /** Where the agent sends to. */
  String url() {
    return "https://localhost:" + port + "/ingest";
  }

  /** The authority that the agent has to trust. */
  Path authority() {
    return folder.resolve("root.pem");
  }

  /** Stops it in the middle of whatever it does. */
  void stop() throws InterruptedException {
    if (process != null) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
      process = null;
    }
  }

  /** Starts it again, and waits until it accepts connections. */
  void start() throws IOException {
    if (process != null) {
      return;
    }
    process =
        new ProcessBuilder(
                COMMAND.toString(), "-p", folder.toString(), "-c", folder + "/nginx.conf")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("nginx.out").toFile())
            .start();
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(UP_MILLISECONDS);
    while (!accepts()) {
      if (System.nanoTime() - deadline > 0 || !process.isAlive()) {
        throw new IOException(
            "nginx does not start: " + Files.readString(folder.resolve("nginx.out")));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  @Override
  public void close() throws IOException {
    try {
      stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean accepts() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static void run(Path folder, String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command[0] + " failed: " + said);
    }
  }
}
