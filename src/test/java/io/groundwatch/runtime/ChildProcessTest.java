package io.groundwatch.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
  private final Semaphore woken = new Semaphore(0);

  private ChildProcess shell(String script) throws IOException {
    return ChildProcess.start(List.of("/bin/sh", "-c", script), "child", woken::release);
  }

  private void rest() throws InterruptedException {
    assertThat(woken.tryAcquire(60, SECONDS)).as("woken").isTrue();
  }

  private String all(ChildProcess child) throws InterruptedException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (!child.ended()) {
      ByteBuffer buffer = child.next();
      if (buffer == null) {
        rest();
      } else {
        bytes.write(buffer.get());
      }
    }
    return bytes.toString(UTF_8);
  }

  @Test
  void givesAllThatIsWrittenAndHowItEnded() throws IOException, InterruptedException {
    try (ChildProcess child = shell("echo some; echo sorry >&2; echo more; exit 3")) {
      assertThat(all(child)).isEqualTo("some\nmore\n");
      assertThat(child.status()).isEqualTo(3);
      assertThat(child.words()).isEqualTo("sorry\n");
    }
  }

  @Test
  void keepsTheEndOfManyWords() throws IOException, InterruptedException {
    try (ChildProcess child = shell("yes complaint | head -n 100000 >&2; echo last >&2")) {
      assertThat(all(child)).isEmpty();
      assertThat(child.words()).endsWith("complaint\nlast\n").hasSizeLessThan(5000);
    }
  }

  @Test
  void aProcessWaitsWhileNothingIsTaken(@TempDir Path folder) throws Exception {
    Path done = folder.resolve("done");
    int bytes = 4 << 20;
    try (ChildProcess child = shell("head -c " + bytes + " /dev/zero; : >" + done)) {
      while (child.next() == null) {
        rest();
      }
      assertThat(done).doesNotExist();
      assertThat(all(child)).hasSize(bytes);
      assertThat(Files.exists(done)).isTrue();
    }
  }

  @Test
  void closingEndsTheProcess() throws IOException, InterruptedException {
    ChildProcess child = shell("echo begun; exec cat /dev/zero >/dev/null");
    while (child.next() == null) {
      rest();
    }
    child.close();
    all(child);
    assertThat(child.status()).isEqualTo(128 + 9);
  }

  @Test
  void saysWhereThereIsNoSuchCommand(@TempDir Path folder) {
    assertThatThrownBy(
            () ->
                ChildProcess.start(
                    List.of(folder.resolve("none").toString()), "child", woken::release))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none");
  }
}
