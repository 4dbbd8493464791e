package io.groundwatch.input.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePatternTest {
  @TempDir Path folder;
  private final List<Path> unreadable = new ArrayList<>();

  @Test
  void aLiteralPathNeedNotExist() {
    assertThat(expand("none/app.log")).containsExactly("none/app.log");
  }

  @Test
  void wildcardsStandForPartsOfOneName() throws IOException {
    files("a.log", "b.log", "ab.log", "c.txt", "sub/a.log", "7.log", ".hidden.log");
    assertThat(expand("*.log")).containsOnly("a.log", "b.log", "ab.log", "7.log", ".hidden.log");
    assertThat(expand("?.log")).containsOnly("a.log", "b.log", "7.log");
    assertThat(expand("[a-z].log")).containsOnly("a.log", "b.log");
    assertThat(expand("[!a-z].log")).containsOnly("7.log");
    assertThat(expand("{a,c}.{log,txt}")).containsOnly("a.log", "c.txt");
    assertThat(expand("s*/a.log")).containsOnly("sub/a.log");
  }

  @Test
  void twoStarsStandForAnyNumberOfFoldersAlsoNone() throws IOException {
    files("app.log", "x/app.log", "x/y/app.log", "x/y/z/app.log", "x/y/other.txt");
    assertThat(expand("**/*.log"))
        .containsOnly("app.log", "x/app.log", "x/y/app.log", "x/y/z/app.log");
    assertThat(expand("x/**/app.log")).containsOnly("x/app.log", "x/y/app.log", "x/y/z/app.log");
    assertThat(expand("**/y/*.txt")).containsOnly("x/y/other.txt");
  }

  @Test
  void aCycleOfLinksEnds() throws IOException {
    files("x/app.log");
    Files.createSymbolicLink(folder.resolve("x/up"), folder);
    assertThat(expand("**/*.log")).containsOnly("x/app.log");
  }

  @Test
  void aFolderThatIsNoneOrMissingIsNoTrouble() throws IOException {
    files("file");
    assertThat(expand("file/*.log")).isEmpty();
    assertThat(expand("none/*.log")).isEmpty();
    assertThat(unreadable).isEmpty();
  }

  @Test
  void aFolderThatCannotBeListedIsToldOnceAndTheOthersAreStillRead() throws IOException {
    files("a/app.log", "c/app.log");
    // A link to itself cannot be listed by anybody, root included.
    Files.createSymbolicLink(folder.resolve("b"), folder.resolve("b"));
    assertThat(expand("*/*.log")).containsOnly("a/app.log", "c/app.log");
    assertThat(unreadable).containsExactly(folder.resolve("b"));
  }

  @Test
  void matchesAgreesWithExpandOnRandomTrees() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    String[] names = {"a", "b", "ab", "a.log"};
    for (int i = 0; i < 60; i++) {
      Path parent = folder;
      for (int depth = random.nextInt(4); depth > 0; depth--) {
        parent = parent.resolve(names[random.nextInt(3)]);
      }
      Files.createDirectories(parent);
      Path file = parent.resolve(names[3]);
      if (!Files.exists(file)) {
        Files.createFile(file);
      }
    }
    Set<String> tree = tree();
    String[] parts = {"**", "*", "a", "?", "[ab]*", "{a,ab}", "*.log", "a.log"};
    for (int i = 0; i < 200; i++) {
      StringBuilder text = new StringBuilder(parts[random.nextInt(parts.length)]);
      for (int n = random.nextInt(4); n > 0; n--) {
        text.append('/').append(parts[random.nextInt(parts.length)]);
      }
      if (text.toString().endsWith("**")) {
        // At the end two stars find folders, which are never tailed; matches is not asked of them.
        text.append("/a.log");
      }
      FilePattern pattern = pattern(text.toString());
      Set<String> matching = new TreeSet<>(tree);
      matching.removeIf(path -> !pattern.matches(folder.resolve(path)));
      Set<String> expanded = new TreeSet<>(expand(text.toString()));
      expanded.retainAll(tree);
      assertThat(expanded).as("seed %d: %s", seed, text).isEqualTo(matching);
    }
  }

  private Set<String> tree() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      Set<String> paths = new TreeSet<>();
      all.filter(p -> !p.equals(folder)).forEach(p -> paths.add(folder.relativize(p).toString()));
      return paths;
    }
  }

  private void files(String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
  }

  private Set<String> expand(String text) {
    Set<String> found = new HashSet<>();
    pattern(text)
        .expand(
            new FilePattern.Visitor() {
              @Override
              public void match(Path path) {
                found.add(folder.relativize(path).toString());
              }

              @Override
              public void folder(Path there) {}

              @Override
              public void unreadable(Path there, IOException e) {
                unreadable.add(there);
              }
            });
    return found;
  }

  private FilePattern pattern(String text) {
    return FilePattern.of(folder + "/" + text, FileSystems.getDefault());
  }
}
