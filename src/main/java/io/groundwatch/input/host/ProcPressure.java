package io.groundwatch.input.host;

import io.groundwatch.input.host.PsiReading.Stall;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Linux: pressure stall information from {@code /proc/pressure}, a file a resource with the lines
 * {@code some avg10=0.00 avg60=0.00 avg300=0.00 total=0} and {@code full …} (the kernel's
 * Documentation/accounting/psi.rst). A kernel without it has no such files, or refuses to read
 * them.
 */
final class ProcPressure implements Source<List<PsiReading>> {
  private static final List<String> RESOURCES = List.of("cpu", "memory", "io", "irq");
  private static final int WORDS = 5;

  private final Path pressure;

  /** Reads below {@code roots}. */
  ProcPressure(HostRoots roots) {
    pressure = roots.proc("pressure");
  }

  /** A reading a resource; none where the kernel does not account for pressure. */
  @Override
  public List<PsiReading> read() throws IOException {
    List<PsiReading> readings = new ArrayList<>();
    for (String resource : RESOURCES) {
      Optional<String> text = ValueFile.text(pressure.resolve(resource));
      if (text.isPresent()) {
        readings.add(reading(resource, text.get()));
      }
    }
    return readings;
  }

  private PsiReading reading(String resource, String text) throws IOException {
    Stall some = Stall.UNTOLD;
    Stall full = Stall.UNTOLD;
    for (String line : text.split("\n", -1)) {
      String[] words = line.split(" ", -1);
      if (words.length != WORDS) {
        throw new IOException(pressure.resolve(resource) + ": a line that is not understood.");
      }
      switch (words[0]) {
        case "some" -> some = stall(words);
        case "full" -> full = stall(words);
        default -> {}
      }
    }
    return new PsiReading(resource, some, full);
  }

  private static Stall stall(String[] words) throws IOException {
    try {
      return new Stall(
          Double.parseDouble(value(words[1])),
          Double.parseDouble(value(words[2])),
          Double.parseDouble(value(words[3])),
          Long.parseLong(value(words[4])));
    } catch (NumberFormatException e) {
      throw new IOException("A word where a number was expected.", e);
    }
  }

  private static String value(String pair) {
    return pair.substring(pair.indexOf('=') + 1);
  }
}
