package io.groundwatch.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.groundwatch.runtime.ChildProcess;
import io.groundwatch.runtime.TimeSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Runs the {@code credential_process} of a profile, a command that writes credentials as JSON (AWS
 * SDKs and Tools Reference Guide, "Process credential provider"). It is killed, with all that it
 * started, when it takes too long or writes too much. Any thread; waits for the command.
 *
 * <p>Messages name the command without its arguments, which may hold secrets, and nothing of what
 * it writes but the first line of its error output, where AWS's guide allows no secret.
 */
final class CredentialProcess {
  /** As long as AWS's SDK for Go waits, with which the CloudWatch Agent is built. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** A session token is of a few thousand at most. */
  private static final int MAX_BYTES = 64 << 10;

  private static final int SHOWN_CHARACTERS = 200;
  private static final String THREAD = "credentials";

  private final TimeSource time;
  private final Duration patience;

  CredentialProcess(TimeSource time) {
    this(time, PATIENCE);
  }

  /** Waits for an answer for {@code patience}. */
  CredentialProcess(TimeSource time, Duration patience) {
    this.time = time;
    this.patience = patience;
  }

  /**
   * What {@code command} gives.
   *
   * @param profile whose command it is, for messages
   */
  AwsCredentials run(String profile, String command) throws IOException {
    List<String> words;
    try {
      words = CommandWords.of(command);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "the profile " + profile + ": credential_process: " + e.getMessage(), e);
    }
    if (words.isEmpty()) {
      throw new IOException("the profile " + profile + ": credential_process names no command");
    }
    String place = "the profile " + profile + ": credential_process " + words.get(0);
    return read(output(words, place), place);
  }

  private AwsCredentials read(String json, String place) throws IOException {
    AwsCredentials read = CredentialJson.ofProcess(json, place);
    if (read.expiresNanos().isPresent() && read.expiresNanos().getAsLong() <= time.wallNanos()) {
      throw new IOException(place + " gave credentials that have expired");
    }
    return read;
  }

  private String output(List<String> words, String place) throws IOException {
    Semaphore woken = new Semaphore(0);
    try (ChildProcess child = start(words, place, woken)) {
      ByteArrayOutputStream written = new ByteArrayOutputStream();
      long deadline = time.nanos() + patience.toNanos();
      while (!child.ended()) {
        take(child, written, place);
        long left = deadline - time.nanos();
        if (left <= 0 || !woken.tryAcquire(left, TimeUnit.NANOSECONDS)) {
          throw new IOException(
              place + " gave no answer in " + patience.toSeconds() + " s and was killed");
        }
      }
      if (child.status() != 0) {
        throw new IOException(
            place + " failed with status " + child.status() + said(child.words()));
      }
      return written.toString(UTF_8);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted: " + place);
    }
  }

  private static ChildProcess start(List<String> words, String place, Semaphore woken)
      throws IOException {
    try {
      return ChildProcess.start(words, THREAD, woken::release);
    } catch (IOException e) {
      throw new IOException(place + " cannot be started: " + reason(e), e);
    }
  }

  /** Why, without what Java says of the command around it. */
  private static String reason(IOException e) {
    String reason = String.valueOf(e.getMessage()).replaceFirst("^Cannot run program \".*\": ", "");
    return reason.contains("Permission denied")
        ? reason + " (as a service of systemd: is it below its ExecPaths?)"
        : reason;
  }

  private static void take(ChildProcess child, ByteArrayOutputStream into, String place)
      throws IOException {
    for (ByteBuffer some = child.next(); some != null; some = child.next()) {
      if (into.size() + some.remaining() > MAX_BYTES) {
        throw new IOException(place + " wrote more than " + MAX_BYTES + " bytes and was killed");
      }
      byte[] bytes = new byte[some.remaining()];
      some.get(bytes);
      into.writeBytes(bytes);
    }
  }

  private static String said(String words) {
    String line =
        words
            .lines()
            .map(some -> some.replaceAll("[\\p{Cntrl}\\s]+", " ").strip())
            .filter(some -> !some.isEmpty())
            .findFirst()
            .orElse("");
    return line.isEmpty()
        ? ""
        : ": " + line.substring(0, Math.min(line.length(), SHOWN_CHARACTERS));
  }
}
