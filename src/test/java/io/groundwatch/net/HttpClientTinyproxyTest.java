package io.groundwatch.net;

import static io.groundwatch.net.TestClients.PATIENT;
import static io.groundwatch.net.TestClients.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.groundwatch.net.HttpResult.Answer;
import io.groundwatch.net.HttpResult.Failure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Through a proxy as others run it; passed over where tinyproxy is not installed. */
class HttpClientTinyproxyTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final HttpProxy.Credentials RIGHT = () -> Optional.of("Basic bWU6cHc=");
  private static final HttpProxy.Credentials WRONG = () -> Optional.of("Basic bWU6bm8=");

  @TempDir private Path folder;
  private NetLoop loop;
  private ReservedPort reserved;
  private Process proxy;

  @BeforeEach
  void open() throws Exception {
    Optional<Path> tinyproxy =
        Stream.of("/usr/bin/tinyproxy", "/usr/sbin/tinyproxy")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    assumeThat(tinyproxy).as("tinyproxy is installed").isPresent();
    loop = NetLoop.open("net");
    reserved = new ReservedPort();
    Path settings =
        Files.writeString(
            folder.resolve("tinyproxy.conf"),
            """
            Listen 127.0.0.1
            Port %d
            BasicAuth me pw
            Timeout 60
            """
                .formatted(reserved.number()));
    proxy =
        new ProcessBuilder(tinyproxy.orElseThrow().toString(), "-d", "-c", settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("tinyproxy.log").toFile())
            .start();
    awaitListening();
  }

  private void awaitListening() throws IOException {
    while (proxy.isAlive()) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), reserved.number())) {
        assertThat(socket.isConnected()).isTrue();
        return;
      } catch (ConnectException e) {
        Thread.onSpinWait(); // it has not come as far
      }
    }
    throw new IOException(Files.readString(folder.resolve("tinyproxy.log")));
  }

  @AfterEach
  void close() throws Exception {
    if (proxy != null) {
      proxy.destroy();
      proxy.waitFor();
      reserved.close();
      loop.close();
    }
  }

  @Test
  void plainRequestsPassWithTheRightPasswordOnly() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(ScriptedServer.answering(OK), ScriptedServer.answering(OK))) {
      HttpEndpoint peer = new HttpEndpoint("127.0.0.1", server.port(), false);
      try (HttpClient client = client(peer, TlsFiles.NONE, RIGHT)) {
        assertThat(send(client, "one")).isInstanceOf(Answer.class);
        assertThat(send(client, "two")).isInstanceOf(Answer.class);
      }
      try (HttpClient client = client(peer, TlsFiles.NONE, HttpProxy.Credentials.NONE)) {
        assertThat(send(client, "x")).isEqualTo(asking());
      }
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void encryptedRequestsPassWithTheRightPasswordOnly() throws Exception {
    TestIdentity identity = TestIdentity.make(folder, "server", "ip:127.0.0.1");
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(identity.store(), identity.password());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    TlsFiles files = new TlsFiles(Optional.of(identity.ca()), Optional.empty(), Optional.empty());
    try (ScriptedServer server =
        new ScriptedServer(
            context
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress()),
            ScriptedServer.answering(OK))) {
      HttpEndpoint peer = new HttpEndpoint("127.0.0.1", server.port(), true);
      try (HttpClient client = client(peer, files, WRONG)) {
        assertThat(send(client, "x"))
            .isInstanceOfSatisfying(
                Failure.class,
                failure -> {
                  assertThat(failure.reason()).contains(" refuses the credentials (");
                  assertThat(failure.actionNeeded()).isTrue();
                });
      }
      try (HttpClient client = client(peer, files, HttpProxy.Credentials.NONE)) {
        assertThat(send(client, "x")).isEqualTo(asking());
      }
      assertThat(server.connections()).isZero();
      try (HttpClient client = client(peer, files, RIGHT)) {
        assertThat(send(client, "one")).isInstanceOf(Answer.class);
      }
    }
  }

  @Test
  void aPeerThatRefusesIsNotTheProxysFault() throws Exception {
    try (ReservedPort nobody = new ReservedPort();
        HttpClient client =
            client(new HttpEndpoint("127.0.0.1", nobody.number(), true), TlsFiles.NONE, RIGHT)) {
      assertThat(send(client, "x"))
          .isInstanceOfSatisfying(
              Failure.class,
              failure -> {
                assertThat(failure.reason()).contains("when asked for a way to 127.0.0.1:");
                assertThat(failure.actionNeeded()).isFalse();
              });
    }
  }

  private Failure asking() {
    return new Failure(
        "the proxy 127.0.0.1:"
            + reserved.number()
            + " asks for credentials (407). Add \"user\" and \"password_file\" to \"proxy\" of"
            + " this destination.",
        true);
  }

  private HttpClient client(HttpEndpoint peer, TlsFiles files, HttpProxy.Credentials credentials) {
    HttpEndpoint there = new HttpEndpoint("127.0.0.1", reserved.number(), false);
    return new HttpClient(
        loop,
        new HttpClientSettings(
            peer,
            PATIENT,
            files,
            Optional.empty(),
            Optional.of(new HttpProxy(there, credentials)),
            1));
  }
}
