package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class LoggedInUsersTest {
  private static final short BOOT = 2;
  private static final short USER = 7;
  private static final short DEAD = 8;

  private final Path root;

  LoggedInUsersTest(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void takesTheUserEntriesOfUtmp() throws IOException {
    writeUtmp(
        384, BOOT, "reboot", USER, "ada", DEAD, "bob", USER, "a-name-of-thirty-two-characters!");
    assertThat(new LoggedInUsers(root, "amd64").read())
        .containsExactly("ada", "a-name-of-thirty-two-characters!");
  }

  @Test
  void entriesAreLongerWhereTimesAre() throws IOException {
    writeUtmp(400, USER, "ada", USER, "bob");
    assertThat(new LoggedInUsers(root, "aarch64").read()).containsExactly("ada", "bob");
  }

  @Test
  void aTornEntryAtTheEndIsPassedOver() throws IOException {
    writeUtmp(384, USER, "ada", USER, "bob");
    byte[] whole = Files.readAllBytes(root.resolve("run/utmp"));
    Files.write(root.resolve("run/utmp"), Arrays.copyOf(whole, 500));
    assertThat(new LoggedInUsers(root, "amd64").read()).containsExactly("ada");
  }

  @Test
  void sessionsOfSystemdComeBeforeUtmpAndAFifoIsNotOpened()
      throws IOException, InterruptedException {
    writeUtmp(384, USER, "bob");
    HostTree.write(root, "server.txt");
    Path fifo = root.resolve("run/systemd/sessions/3.ref");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    assertThat(new LoggedInUsers(root, "amd64").read()).containsExactlyInAnyOrder("ada", "ada");
  }

  @Test
  void nobodyIsLoggedInWhereNothingTells() throws IOException {
    assertThat(new LoggedInUsers(root).read()).isEmpty();
  }

  private void writeUtmp(int entryBytes, Object... typesAndNames) throws IOException {
    int entries = typesAndNames.length / 2;
    ByteBuffer utmp = ByteBuffer.allocate(entries * entryBytes).order(ByteOrder.nativeOrder());
    for (int i = 0; i < entries; i++) {
      utmp.putShort(i * entryBytes, (short) typesAndNames[2 * i]);
      byte[] name = ((String) typesAndNames[2 * i + 1]).getBytes(StandardCharsets.UTF_8);
      utmp.put(i * entryBytes + 44, name);
    }
    Files.createDirectories(root.resolve("run"));
    Files.write(root.resolve("run/utmp"), utmp.array());
  }
}
