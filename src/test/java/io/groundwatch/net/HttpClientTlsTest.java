package io.groundwatch.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundwatch.net.HttpResult.Answer;
import io.groundwatch.net.HttpResult.Failure;
import io.groundwatch.net.ScriptedServer.Script;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpClientTlsTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final HttpTimeouts PATIENT = new HttpTimeouts(LONG, LONG, LONG, LONG, LONG);
  private static final Script OK =
      ScriptedServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");

  private Path folder;
  private NetLoop loop;

  @BeforeEach
  void open(@TempDir Path temp) {
    folder = temp;
    loop = NetLoop.open("net");
  }

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void trustsTheAuthorityOfTheConfiguration() throws Exception {
    TestIdentity server = TestIdentity.make(folder, "server", "ip:127.0.0.1,dns:localhost");
    assertThat(send(server, OK, "127.0.0.1", trusting(server))).isInstanceOf(Answer.class);
    assertThat(send(server, OK, "localhost", trusting(server))).isInstanceOf(Answer.class);
  }

  @Test
  void sendsALargeBodyEncrypted() throws Exception {
    TestIdentity server = TestIdentity.make(folder, "server", "ip:127.0.0.1");
    try (ScriptedServer listening = new ScriptedServer(socket(server, Optional.empty()), OK)) {
      assertThat(send(listening, "127.0.0.1", trusting(server), new byte[3_000_000]))
          .isInstanceOf(Answer.class);
    }
  }

  @Test
  void refusesAServerThatNobodyVouchesFor() throws Exception {
    TestIdentity server = TestIdentity.make(folder, "server", "ip:127.0.0.1");
    TestIdentity other = TestIdentity.make(folder, "other", "ip:127.0.0.1");
    assertThat(send(server, OK, "127.0.0.1", TlsFiles.NONE))
        .isInstanceOfSatisfying(
            Failure.class,
            f ->
                assertThat(f.reason())
                    .contains("TLS failed: nobody who is trusted vouches")
                    .contains("127.0.0.1"));
    assertThat(send(server, OK, "127.0.0.1", trusting(other))).isInstanceOf(Failure.class);
  }

  @Test
  void refusesACertificateForAnotherHostUnlessItsNameIsTheOneToExpect() throws Exception {
    TestIdentity server = TestIdentity.make(folder, "server", "dns:other.example,ip:127.0.0.9");
    for (String host : new String[] {"127.0.0.1", "localhost"}) {
      assertThat(send(server, OK, host, trusting(server)))
          .isInstanceOfSatisfying(
              Failure.class,
              f ->
                  assertThat(f.reason())
                      .contains("TLS failed: its certificate is for another host (")
                      .contains(host));
    }
    assertThat(sendExpecting("other.example", server)).isInstanceOf(Answer.class);
    assertThat(sendExpecting("third.example", server)).isInstanceOf(Failure.class);
  }

  private HttpResult sendExpecting(String name, TestIdentity server) throws Exception {
    try (ScriptedServer listening = new ScriptedServer(socket(server, Optional.empty()), OK);
        HttpClient client =
            new HttpClient(
                loop,
                new HttpClientSettings(
                    new HttpEndpoint("127.0.0.1", listening.port(), true),
                    PATIENT,
                    trusting(server),
                    Optional.of(name),
                    Optional.empty(),
                    1))) {
      return send(client, new byte[1]);
    }
  }

  @Test
  void trustsWhomItsAuthorityVouchesForThroughAnother() throws Exception {
    TestIdentity server = TestIdentity.issued(folder, "server", "ip:127.0.0.1");
    TestIdentity me = TestIdentity.issued(folder, "me", "dns:me.example");
    TlsFiles files =
        new TlsFiles(Optional.of(server.ca()), Optional.of(me.cert()), Optional.of(me.key()));
    try (ScriptedServer listening = new ScriptedServer(socket(server, Optional.of(me)), OK)) {
      assertThat(send(listening, "127.0.0.1", files, new byte[1])).isInstanceOf(Answer.class);
    }
  }

  @Test
  void speaksTls12AndTls13() throws Exception {
    TestIdentity server = TestIdentity.make(folder, "server", "ip:127.0.0.1", "RSA");
    for (String version : List.of("TLSv1.2", "TLSv1.3")) {
      SSLServerSocket socket = socket(server, Optional.empty());
      socket.setEnabledProtocols(new String[] {version});
      try (ScriptedServer listening = new ScriptedServer(socket, OK)) {
        assertThat(send(listening, "127.0.0.1", trusting(server), new byte[1]))
            .as(version)
            .isInstanceOf(Answer.class);
      }
    }
  }

  @Test
  void saysThatACertificateHasExpiredOrIsNotValidYet() throws Exception {
    TestIdentity old = TestIdentity.issued(folder, "old", "ip:127.0.0.1", -9, -3);
    assertThat(send(old, OK, "127.0.0.1", trusting(old)))
        .isInstanceOfSatisfying(
            Failure.class,
            f -> assertThat(f.reason()).contains("TLS failed: its certificate has expired"));
    TestIdentity early = TestIdentity.issued(folder, "early", "ip:127.0.0.1", 3, 9);
    assertThat(send(early, OK, "127.0.0.1", trusting(early)))
        .isInstanceOfSatisfying(
            Failure.class,
            f -> assertThat(f.reason()).contains("TLS failed: its certificate is not valid yet"));
  }

  @Test
  void saysThatTheServerWantsACertificate() throws Exception {
    TestIdentity server = TestIdentity.make(folder, "server", "ip:127.0.0.1");
    TestIdentity me = TestIdentity.make(folder, "me", "dns:me.example");
    for (String version : List.of("TLSv1.2", "TLSv1.3")) {
      SSLServerSocket socket = socket(server, Optional.of(me));
      socket.setEnabledProtocols(new String[] {version});
      Script refusing =
          connection -> {
            try {
              ScriptedServer.readRequest(connection);
            } catch (SSLException e) {
              ScriptedServer.awaitEnd(((SSLSocket) connection)); // says why before it ends
            }
          };
      try (ScriptedServer listening = new ScriptedServer(socket, refusing)) {
        assertThat(send(listening, "127.0.0.1", trusting(server), new byte[1]))
            .as(version)
            .isInstanceOfSatisfying(
                Failure.class,
                f -> assertThat(f.reason()).contains("check tls.cert_file and tls.key_file"));
      }
    }
  }

  @Test
  void aRenewedFileIsReadAtTheNextConnectionWithoutAFailureBefore() throws Exception {
    TestIdentity old = TestIdentity.make(folder, "old", "ip:127.0.0.1");
    TestIdentity renewed = TestIdentity.make(folder, "renewed", "ip:127.0.0.1");
    Path ca = Files.copy(old.ca(), folder.resolve("ca.pem"));
    TlsFiles files = new TlsFiles(Optional.of(ca), Optional.empty(), Optional.empty());
    ScriptedServer first = new ScriptedServer(socket(old, Optional.empty()), OK);
    int port = first.port();
    try (HttpClient client =
        new HttpClient(loop, new HttpEndpoint("127.0.0.1", port, true), PATIENT, files)) {
      assertThat(send(client, new byte[1])).isInstanceOf(Answer.class);
      first.close();
      // As those do who renew certificates: the new file takes the place of the old one.
      Path beside = Files.copy(renewed.ca(), folder.resolve("ca.pem.new"));
      Files.move(beside, ca, StandardCopyOption.ATOMIC_MOVE);
      try (ScriptedServer second =
          new ScriptedServer(socket(renewed, Optional.empty(), port), OK)) {
        assertThat(send(client, new byte[1])).isInstanceOf(Answer.class);
        assertThat(second.connections()).isEqualTo(1);
      }
    }
  }

  @Test
  void showsItsCertificateToAServerThatAsks() throws Exception {
    TestIdentity server = TestIdentity.make(folder, "server", "ip:127.0.0.1");
    TestIdentity me = TestIdentity.make(folder, "me", "dns:me.example");
    TlsFiles files =
        new TlsFiles(Optional.of(server.cert()), Optional.of(me.cert()), Optional.of(me.key()));
    try (ScriptedServer listening = new ScriptedServer(socket(server, Optional.of(me)), OK)) {
      assertThat(send(listening, "127.0.0.1", files, new byte[1])).isInstanceOf(Answer.class);
    }
    try (ScriptedServer listening = new ScriptedServer(socket(server, Optional.of(me)), OK)) {
      assertThat(send(listening, "127.0.0.1", trusting(server), new byte[1]))
          .isInstanceOf(Failure.class);
    }
  }

  @Test
  void showsARenewedCertificateAfterTheOldOneWasRefused() throws Exception {
    TestIdentity server = TestIdentity.make(folder, "server", "ip:127.0.0.1");
    TestIdentity expired = TestIdentity.make(folder, "expired", "dns:me.example");
    TestIdentity renewed = TestIdentity.make(folder, "renewed", "dns:me.example");
    Path cert = Files.copy(expired.cert(), folder.resolve("me.crt"));
    Path key = Files.copy(expired.key(), folder.resolve("me.key"));
    TlsFiles files = new TlsFiles(Optional.of(server.cert()), Optional.of(cert), Optional.of(key));
    try (ScriptedServer listening =
            new ScriptedServer(socket(server, Optional.of(renewed)), OK, OK);
        HttpClient client =
            new HttpClient(
                loop, new HttpEndpoint("127.0.0.1", listening.port(), true), PATIENT, files)) {
      assertThat(send(client, new byte[1])).isInstanceOf(Failure.class);
      Files.copy(renewed.cert(), cert, StandardCopyOption.REPLACE_EXISTING);
      Files.copy(renewed.key(), key, StandardCopyOption.REPLACE_EXISTING);
      assertThat(send(client, new byte[1])).isInstanceOf(Answer.class);
    }
  }

  @Test
  void saysThatAServerDoesNotSpeakTls() throws Exception {
    TestIdentity server = TestIdentity.make(folder, "server", "ip:127.0.0.1");
    Script plain = socket -> ScriptedServer.write(socket, "HTTP/1.1 400 Bad\r\n\r\n");
    try (ScriptedServer listening = new ScriptedServer(plain)) {
      assertThat(send(listening, "127.0.0.1", trusting(server), new byte[1]))
          .isInstanceOfSatisfying(
              Failure.class, f -> assertThat(f.reason()).contains("does not speak TLS"));
    }
  }

  @Test
  void aHandshakeThatNeverEndsIsGivenUp() throws Exception {
    HttpTimeouts brief = new HttpTimeouts(LONG, Duration.ofMillis(150), LONG, LONG, LONG);
    try (ScriptedServer silent = new ScriptedServer(ScriptedServer::awaitEnd);
        HttpClient client =
            new HttpClient(
                loop, new HttpEndpoint("127.0.0.1", silent.port(), true), brief, TlsFiles.NONE)) {
      assertThat(send(client, new byte[1]))
          .isEqualTo(new Failure("no TLS handshake within 150 ms: 127.0.0.1:" + silent.port()));
    }
  }

  @Test
  void namesAFileThatCannotBeUsed() throws Exception {
    Path missing = folder.resolve("missing.pem");
    Path garbage = Files.writeString(folder.resolve("garbage.pem"), "no certificate");
    for (Path file : new Path[] {missing, garbage}) {
      TlsFiles files = new TlsFiles(Optional.of(file), Optional.empty(), Optional.empty());
      try (HttpClient client =
          new HttpClient(loop, new HttpEndpoint("127.0.0.1", 9, true), PATIENT, files)) {
        assertThat(send(client, new byte[1]))
            .isInstanceOfSatisfying(
                Failure.class,
                f -> {
                  assertThat(f.reason()).contains("tls.ca_file: " + file + ": no ");
                  assertThat(f.actionNeeded()).isTrue();
                });
      }
    }
  }

  @Test
  void readsARenewedFileAfterAFailure() throws Exception {
    TestIdentity server = TestIdentity.make(folder, "server", "ip:127.0.0.1");
    TestIdentity old = TestIdentity.make(folder, "old", "ip:127.0.0.1");
    Path ca = Files.copy(old.cert(), folder.resolve("ca.pem"));
    TlsFiles files = new TlsFiles(Optional.of(ca), Optional.empty(), Optional.empty());
    try (ScriptedServer listening = new ScriptedServer(socket(server, Optional.empty()), OK, OK);
        HttpClient client =
            new HttpClient(
                loop, new HttpEndpoint("127.0.0.1", listening.port(), true), PATIENT, files)) {
      assertThat(send(client, new byte[1])).isInstanceOf(Failure.class);
      Files.copy(server.cert(), ca, StandardCopyOption.REPLACE_EXISTING);
      assertThat(send(client, new byte[1])).isInstanceOf(Answer.class);
    }
  }

  /** It says that it is done and leaves the socket open, as TLS 1.3 lets it. */
  @Test
  void aKeptConnectionThatTheServerFinishedIsReplaced() throws Exception {
    TestIdentity server = TestIdentity.make(folder, "server", "ip:127.0.0.1");
    for (String version : List.of("TLSv1.2", "TLSv1.3")) {
      Script finishing =
          socket -> {
            OK.run(socket);
            socket.shutdownOutput();
            ScriptedServer.awaitEnd(socket);
          };
      SSLServerSocket socket = socket(server, Optional.empty());
      socket.setEnabledProtocols(new String[] {version});
      try (ScriptedServer listening = new ScriptedServer(socket, finishing, OK);
          HttpClient client =
              new HttpClient(
                  loop,
                  new HttpEndpoint("127.0.0.1", listening.port(), true),
                  PATIENT,
                  trusting(server))) {
        assertThat(send(client, new byte[1])).isInstanceOf(Answer.class);
        assertThat(send(client, new byte[1])).as(version).isInstanceOf(Answer.class);
        assertThat(listening.connections()).isEqualTo(2);
      }
    }
  }

  @Test
  void aCertificateWithoutItsKeyIsRefused() {
    Optional<Path> file = Optional.of(folder.resolve("a"));
    assertThatThrownBy(() -> new TlsFiles(Optional.empty(), file, Optional.empty()))
        .hasMessageContaining("cert_file and key_file");
  }

  private static TlsFiles trusting(TestIdentity identity) {
    return new TlsFiles(Optional.of(identity.ca()), Optional.empty(), Optional.empty());
  }

  private HttpResult send(TestIdentity server, Script script, String host, TlsFiles files)
      throws Exception {
    try (ScriptedServer listening = new ScriptedServer(socket(server, Optional.empty()), script)) {
      return send(listening, host, files, new byte[1]);
    }
  }

  private HttpResult send(ScriptedServer server, String host, TlsFiles files, byte[] body)
      throws Exception {
    HttpEndpoint endpoint = new HttpEndpoint(host, server.port(), true);
    try (HttpClient client = new HttpClient(loop, endpoint, PATIENT, files)) {
      return send(client, body);
    }
  }

  private static HttpResult send(HttpClient client, byte[] body) throws Exception {
    CompletableFuture<HttpResult> result = new CompletableFuture<>();
    client.send(new HttpRequestSpec("POST", "/", Map.of(), body), result::complete);
    return result.get(2 * LONG.toSeconds(), TimeUnit.SECONDS);
  }

  private static SSLServerSocket socket(TestIdentity server, Optional<TestIdentity> onlyFor)
      throws Exception {
    return socket(server, onlyFor, 0);
  }

  private static SSLServerSocket socket(
      TestIdentity server, Optional<TestIdentity> onlyFor, int port) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(server.store(), server.password());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(onlyFor.orElse(server).trusting());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    SSLServerSocket socket =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(port, 10, InetAddress.getLoopbackAddress());
    socket.setNeedClientAuth(onlyFor.isPresent());
    return socket;
  }
}
