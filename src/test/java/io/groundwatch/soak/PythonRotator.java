package io.groundwatch.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Python's {@code RotatingFileHandler}, in a process of its own: the writer with which upstream
 * loses lines (its issue 447). The process writes so many lines as it is told to, and then says how
 * many it has written.
 */
final class PythonRotator implements Rotator {
  private static final String SCRIPT =
      """
      import logging, logging.handlers, sys
      log = logging.getLogger('soak')
      log.setLevel(logging.INFO)
      handler = logging.handlers.RotatingFileHandler(sys.argv[1], maxBytes=int(sys.argv[2]), backupCount=10000)
      handler.setFormatter(logging.Formatter('%(message)s'))
      log.addHandler(handler)
      rotations = 0
      do_rollover = handler.doRollover
      def counted():
          global rotations
          rotations += 1
          do_rollover()
      handler.doRollover = counted
      n = 0
      for line in sys.stdin:
          for _ in range(int(line)):
              log.info('@python:%d %s', n, 'x' * (n % 150))
              n += 1
          print(n, rotations, flush=True)
      """;

  private static final int LINES_A_STEP = 10;

  private final Ledger ledger;
  private final Process process;
  private final Writer orders;
  private final BufferedReader reports;
  private int rotations;

  private PythonRotator(Ledger ledger, Process process) {
    this.ledger = ledger;
    this.process = process;
    this.orders = process.outputWriter(StandardCharsets.US_ASCII);
    this.reports =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
  }

  /** Whether there is a Python. */
  static boolean available() {
    try {
      Process process = new ProcessBuilder("python3", "-c", "import logging.handlers").start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  static PythonRotator start(Path folder, int bytesAFile, Ledger ledger) throws IOException {
    Process process =
        new ProcessBuilder(
                "python3",
                "-c",
                SCRIPT,
                folder.resolve("app.log").toString(),
                String.valueOf(bytesAFile))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new PythonRotator(ledger, process);
  }

  @Override
  public String name() {
    return "python";
  }

  @Override
  public String pattern() {
    return "app.log";
  }

  @Override
  public void step() throws IOException {
    orders.write(LINES_A_STEP + "\n");
    orders.flush();
    String report = reports.readLine();
    if (report == null) {
      throw new IOException("python3 ended");
    }
    String[] counts = report.split(" ", 2);
    ledger.written(name(), Integer.parseInt(counts[0]));
    rotations = Integer.parseInt(counts[1]);
  }

  @Override
  public void finish() throws IOException, InterruptedException {
    orders.close();
    process.waitFor();
  }

  @Override
  public int rotations() {
    return rotations;
  }
}
