package io.groundwatch.server.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundwatch.runtime.DirectoryLockedException;
import io.groundwatch.runtime.FakeTime;
import io.groundwatch.runtime.SystemTimeSource;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.server.control.ControlAnswer.Code;
import io.groundwatch.server.control.ControlAnswer.Done;
import io.groundwatch.server.control.ControlAnswer.Refused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The control socket, with real clients. */
@Timeout(30)
class ControlServerTest {
  private static final TimeSource CLOCK = new SystemTimeSource();
  private static final ControlRequest ECHO =
      new ControlRequest("echo", Map.of("lane", "central/logs"));

  /** Orders whose answers a test gives. */
  private final BlockingQueue<Consumer<ControlAnswer>> held = new LinkedBlockingQueue<>();

  private final Map<String, ControlCommand> commands =
      Map.of(
          "echo",
          (request, answer) ->
              answer.accept(
                  new Done(
                      Map.of("lane", request.argument("lane"), "n", 3L, "half", 0.5, "yes", true))),
          "hold",
          (request, answer) -> held.add(answer),
          "break",
          (request, answer) -> {
            throw new IllegalStateException("a bug");
          });

  private Path folder;
  private Path socket;

  @BeforeEach
  void choose(@TempDir Path temporary) {
    folder = temporary.resolve("run");
    socket = folder.resolve(ControlServer.SOCKET);
  }

  @Test
  void answersARequest() throws IOException {
    try (ControlServer server = open(CLOCK)) {
      assertThat(ask(ECHO))
          .contains(new Done(Map.of("lane", "central/logs", "n", 3L, "half", 0.5, "yes", true)));
      assertThat(server.socket()).isEqualTo(socket);
    }
  }

  @Test
  void nobodyElseCanOpenIt() throws IOException {
    try (ControlServer server = open(CLOCK)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(server.socket())))
          .isEqualTo("rw-------");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void whereNobodyListensNobodyAnswers() throws IOException {
    assertThat(ask(ECHO)).as("no socket").isEmpty();
    leaveASocketBehind();
    assertThat(ask(ECHO)).as("a socket that a killed agent left").isEmpty();
  }

  @Test
  void replacesASocketThatAKilledAgentLeftBehind() throws IOException {
    leaveASocketBehind();
    try (ControlServer server = open(CLOCK)) {
      assertThat(ask(ECHO)).as("through %s", server.socket()).isPresent();
    }
    assertThat(socket).doesNotExist();
  }

  @Test
  void aSecondAgentIsRefusedAndTheFirstGoesOn() throws IOException {
    try (ControlServer first = open(CLOCK)) {
      assertThatThrownBy(() -> open(CLOCK)).isInstanceOf(DirectoryLockedException.class);
      assertThat(ask(ECHO)).as("through %s", first.socket()).isPresent();
    }
  }

  @Test
  void aPathThatIsTooLongForASocketIsSaid() {
    Path deep = folder.resolve("x".repeat(100));
    assertThatThrownBy(() -> ControlServer.open(deep, commands, CLOCK))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("too long");
  }

  @Test
  void refusesWhatItDoesNotUnderstand() throws IOException {
    try (ControlServer server = open(CLOCK)) {
      assertRefused("nonsense\n", Code.BAD_REQUEST, "JSON");
      assertRefused("[]\n", Code.BAD_REQUEST, "object");
      assertRefused("{\"version\":1}\n", Code.BAD_REQUEST, "command");
      assertRefused("{\"version\":1,\"command\":{}}\n", Code.BAD_REQUEST, "nested");
      assertRefused("{\"version\":1,\"command\":\"echo\"}{}\n", Code.BAD_REQUEST, "follows");
      assertRefused("{\"command\":\"echo\"}\n", Code.UNKNOWN_VERSION, "version: null");
      assertRefused("{\"version\":2,\"command\":\"echo\"}\n", Code.UNKNOWN_VERSION, "expected: 1");
      assertRefused(
          "{\"version\":1,\"command\":\"sing\"}\n", Code.UNKNOWN_COMMAND, "break, echo, hold");
      assertRefused("x".repeat(9000) + "\n", Code.BAD_REQUEST, "longer than 8192 bytes");
      assertRefused("{\"version\":1,\"command\":\"break\"}\n", Code.FAILED, "bug");
      assertThat(ask(ECHO)).as("it goes on at %s", server.socket()).isPresent();
    }
  }

  @Test
  void takesARequestInPiecesAndPassesOverMembersItDoesNotKnow() throws IOException {
    try (ControlServer server = open(CLOCK);
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(server.socket()))) {
      for (String piece :
          List.of("{\"version\":1,", " \"command\":\"echo\",", "\"later\":7", "}\r\n")) {
        write(channel, piece);
      }
      assertThat(read(channel)).startsWith("{\"version\":1,\"ok\":true,").endsWith("}\n");
    }
  }

  @Test
  void theEndOfTheRequestIsALineEndOrTheEndOfWhatIsSent() throws IOException {
    try (ControlServer server = open(CLOCK);
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(server.socket()))) {
      write(channel, "{\"version\":1,\"command\":\"echo\"}");
      channel.shutdownOutput();
      assertThat(read(channel)).startsWith("{\"version\":1,\"ok\":true,");
    }
  }

  @Test
  void anOrderThatTakesItsTimeHoldsUpNobodyElse() throws Exception {
    try (ControlServer server = open(CLOCK);
        SocketChannel slow = SocketChannel.open(UnixDomainSocketAddress.of(server.socket()))) {
      write(slow, "{\"version\":1,\"command\":\"hold\"}\n");
      Consumer<ControlAnswer> answer = held.take();
      assertThat(ask(ECHO)).isPresent();
      answer.accept(new Done(Map.of("n", 1L)));
      answer.accept(new Done(Map.of("n", 2L)));
      assertThat(read(slow)).isEqualTo("{\"version\":1,\"ok\":true,\"n\":1}\n");
    }
  }

  @Test
  void moreThanItTakesAtOnceWaitTheirTurn() throws Exception {
    List<SocketChannel> clients = new ArrayList<>();
    try (ControlServer server = open(CLOCK)) {
      for (int i = 0; i < ControlServer.MAX_CONNECTIONS + 1; i++) {
        SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(server.socket()));
        clients.add(client);
        write(client, "{\"version\":1,\"command\":\"hold\"}\n");
      }
      for (int i = 0; i < ControlServer.MAX_CONNECTIONS; i++) {
        held.take().accept(new Done(Map.of()));
      }
      held.take().accept(new Done(Map.of()));
      for (SocketChannel client : clients) {
        assertThat(read(client)).isEqualTo("{\"version\":1,\"ok\":true}\n");
      }
    } finally {
      for (SocketChannel client : clients) {
        client.close();
      }
    }
  }

  @Test
  void whoeverSaysNothingIsSentAwayAndWhoeverWaitsTooLongIsTold() throws Exception {
    FakeTime time = new FakeTime();
    try (ControlServer server = open(time);
        SocketChannel silent = SocketChannel.open(UnixDomainSocketAddress.of(server.socket()));
        SocketChannel waiting = SocketChannel.open(UnixDomainSocketAddress.of(server.socket()))) {
      write(waiting, "{\"version\":1,\"command\":\"hold\"}\n");
      held.take();
      time.advance(Duration.ofMinutes(11));
      // Somebody comes, so that the server looks at its clock.
      assertThat(ask(ECHO)).isPresent();
      assertThat(read(silent)).isEmpty();
      assertThat(read(waiting)).contains("\"code\":\"deadline\"");
    }
  }

  @Test
  void aClientThatGoesAwayHarmsNobody() throws Exception {
    try (ControlServer server = open(CLOCK)) {
      try (SocketChannel gone = SocketChannel.open(UnixDomainSocketAddress.of(server.socket()))) {
        write(gone, "{\"version\":1,\"command\":\"hold\"}\n");
      }
      try (SocketChannel gone = SocketChannel.open(UnixDomainSocketAddress.of(server.socket()))) {
        write(gone, "{\"ver");
      }
      held.take().accept(new Done(Map.of("text", "x".repeat(500_000))));
      assertThat(ask(ECHO)).isPresent();
    }
  }

  @Test
  void anAgentThatStopsBeforeItAnswersIsSaid() throws Exception {
    ControlServer server = open(CLOCK);
    Thread stop =
        new Thread(
            () -> {
              try {
                held.take();
                server.close();
              } catch (InterruptedException | IOException e) {
                throw new AssertionError(e);
              }
            });
    stop.start();
    assertThatThrownBy(() -> ask(new ControlRequest("hold", Map.of())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("stopped before it answered");
    stop.join();
    assertThat(socket).doesNotExist();
  }

  @Test
  void aClientDoesNotWaitForEver() throws Exception {
    FakeTime time = new FakeTime();
    time.tick(Duration.ofMillis(300));
    try (ControlServer server = open(CLOCK)) {
      assertThatThrownBy(
              () ->
                  ControlClient.ask(
                      server.socket(),
                      new ControlRequest("hold", Map.of()),
                      Duration.ofMillis(700),
                      time))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("does not answer in time");
    }
  }

  private ControlServer open(TimeSource time) throws IOException {
    ControlServer server = ControlServer.open(folder, commands, time);
    server.start();
    return server;
  }

  private Optional<ControlAnswer> ask(ControlRequest request) throws IOException {
    return ControlClient.ask(socket, request, Duration.ofSeconds(20), CLOCK);
  }

  private void assertRefused(String line, Code code, String why) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      write(channel, line);
      ControlAnswer answer =
          ControlFormat.decodeAnswer(read(channel).getBytes(StandardCharsets.UTF_8));
      assertThat(answer).as(line).isInstanceOf(Refused.class);
      assertThat(((Refused) answer).code()).as(line).isEqualTo(code);
      assertThat(((Refused) answer).why()).as(line).contains(why);
    }
  }

  private void leaveASocketBehind() throws IOException {
    Files.createDirectories(folder);
    try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      killed.bind(UnixDomainSocketAddress.of(socket));
    }
    assertThat(socket).exists();
  }

  private static void write(SocketChannel channel, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** All until a line end, or the end. */
  private static String read(SocketChannel channel) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer part = ByteBuffer.allocate(4096);
    String text = "";
    while (!text.endsWith("\n") && channel.read(part.clear()) >= 0) {
      all.write(part.array(), 0, part.position());
      text = all.toString(StandardCharsets.UTF_8);
    }
    return text;
  }
}
