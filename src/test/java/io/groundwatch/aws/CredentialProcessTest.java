package io.groundwatch.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundwatch.runtime.SystemTimeSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With processes of their own, as scripts of the test. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CredentialProcessTest {
  private static final String WHOLE =
      """
      {"Version": 1, "AccessKeyId": "AKP", "SecretAccessKey": "skp", "SessionToken": "tokp",
       "Expiration": "2130-01-01T00:00:00+00:00"}""";

  private final CredentialProcess process = new CredentialProcess(new SystemTimeSource());
  @TempDir private Path folder;

  @Test
  void readsWhatTheCommandWrites() throws Exception {
    assertThat(run(script("cat <<'END'\n" + WHOLE + "\nEND")))
        .isEqualTo(
            new AwsCredentials(
                "AKP", "skp", Optional.of("tokp"), OptionalLong.of(5_049_129_600_000_000_000L)));
  }

  @Test
  void keysMayLast() throws Exception {
    assertThat(
            run(script("echo '{\"Version\":1,\"AccessKeyId\":\"AKP\",\"SecretAccessKey\":\"s\"}'")))
        .isEqualTo(AwsCredentials.lasting("AKP", "s"));
  }

  @Test
  void theCommandGetsItsArgumentsAndNothingToRead() throws Exception {
    Path said = folder.resolve("said");
    Path script =
        script("for a; do echo \"<$a>\"; done >'" + said + "'; cat >>'" + said + "'; " + whole());
    run("'" + script + "' --role \"a b\" '$HOME'");
    assertThat(said).hasContent("<--role>\n<a b>\n<$HOME>\n");
  }

  @Test
  void aFailureSaysWhoseCommandItWasItsStatusAndItsFirstWords() throws Exception {
    Path script = script("echo >&2; printf 'no\\033 certificate\\nmore\\n' >&2; exit 7");
    assertThatThrownBy(() -> run(script + " --password hunter2"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "the profile p: credential_process "
                + script
                + " failed with status 7: no certificate");
  }

  @Test
  void whatItWritesIsNotRepeated() throws Exception {
    String place = "the profile p: credential_process ";
    Path status = script("echo secret; exit 1");
    assertThatThrownBy(() -> run(status)).hasMessage(place + status + " failed with status 1");
    Path noJson = script("echo secret");
    assertThatThrownBy(() -> run(noJson))
        .hasMessage(place + noJson + " wrote no Version (expected: JSON with \"Version\": 1)");
    Path two =
        script("echo '{\"Version\":2,\"AccessKeyId\":\"a\",\"SecretAccessKey\":\"secret\"}'");
    assertThatThrownBy(() -> run(two)).hasMessageContaining("wrote another Version");
    Path half = script("echo '{\"Version\":1,\"SecretAccessKey\":\"secret\"}'");
    assertThatThrownBy(() -> run(half)).hasMessage(place + half + ": no credentials");
  }

  @Test
  void credentialsThatHaveExpiredAreAFailure() throws Exception {
    Path script = script("cat <<'END'\n" + WHOLE.replace("2130", "2020") + "\nEND");
    assertThatThrownBy(() -> run(script))
        .hasMessageEndingWith("gave credentials that have expired");
    Path never = script("cat <<'END'\n" + WHOLE.replace("2130", "9999") + "\nEND");
    assertThat(run(never).accessKeyId()).isEqualTo("AKP");
  }

  @Test
  void aCommandThatIsNotThereIsAFailure() throws Exception {
    assertThatThrownBy(() -> run("/nowhere/tool --password hunter2"))
        .hasMessageStartingWith(
            "the profile p: credential_process /nowhere/tool cannot be started: ")
        .hasMessageContaining("No such file or directory")
        .message()
        .doesNotContain("hunter2");
    Path plain = Files.writeString(folder.resolve("plain"), "#!/bin/sh\n");
    assertThatThrownBy(() -> run(plain))
        .hasMessageContaining("Permission denied")
        .hasMessageContaining("ExecPaths");
    assertThatThrownBy(() -> run(" ")).hasMessageContaining("names no command");
    assertThatThrownBy(() -> run("a 'hunter2"))
        .hasMessage("the profile p: credential_process: a quote is not closed");
  }

  @Test
  void oneThatHangsIsKilledWithWhatItStarted() throws Exception {
    Path pids = folder.resolve("pids");
    Path script = script("sleep 600 & echo $! >'" + pids + "'; echo $$ >>'" + pids + "'; wait");
    CredentialProcess hasty = new CredentialProcess(new SystemTimeSource(), Duration.ofSeconds(1));
    assertThatThrownBy(() -> hasty.run("p", script.toString()))
        .hasMessageEndingWith("gave no answer in 1 s and was killed");
    for (String pid : Files.readAllLines(pids)) {
      Optional<ProcessHandle> left = ProcessHandle.of(Long.parseLong(pid));
      if (left.isPresent()) {
        assertThat(left.get().onExit().get(20, TimeUnit.SECONDS)).isNotNull();
      }
    }
  }

  @Test
  void oneThatWritesWithoutEndIsKilled() throws Exception {
    assertThatThrownBy(() -> run("/bin/cat /dev/zero"))
        .hasMessage(
            "the profile p: credential_process /bin/cat wrote more than 65536 bytes and was killed");
  }

  @Test
  void oneThatComplainsWithoutEndIsHeardOut() throws Exception {
    Path script = script("yes complaint | head -n 100000 >&2; " + whole());
    assertThat(run(script).accessKeyId()).isEqualTo("AKP");
  }

  @Test
  void whoeverWaitsCanBeInterrupted() throws Exception {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> run("/bin/sleep 600")).isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private AwsCredentials run(Object command) throws IOException {
    return process.run("p", command.toString());
  }

  private static String whole() {
    return "cat <<'END'\n" + WHOLE + "\nEND\n";
  }

  private Path script(String text) throws IOException {
    Path script = Files.createTempFile(folder, "script", "");
    Files.writeString(script, "#!/bin/sh\n" + text + "\n");
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }
}
