package io.groundwatch;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Set;

/** Gives each adapter its slice: {@code input.file}, {@code output.http}, {@code buffer} … */
final class AdapterSlices implements SliceAssignment {
  private static final String ROOT = "io.groundwatch.";
  private static final Set<String> FAMILIES = Set.of("input", "output");
  private static final Set<String> SINGLES = Set.of("processor", "buffer", "checkpoint");

  @Override
  public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
    if (!javaClass.getPackageName().startsWith(ROOT)) {
      return SliceIdentifier.ignore();
    }
    String[] parts = javaClass.getPackageName().substring(ROOT.length()).split("\\.", -1);
    if (FAMILIES.contains(parts[0])) {
      // What a family shares is no adapter.
      return parts.length > 1 ? SliceIdentifier.of(parts[0], parts[1]) : SliceIdentifier.ignore();
    }
    return SINGLES.contains(parts[0]) ? SliceIdentifier.of(parts[0], "") : SliceIdentifier.ignore();
  }

  @Override
  public String getDescription() {
    return "adapters";
  }
}
