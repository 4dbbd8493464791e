package io.groundwatch.input.file;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A {@code file_path}: an absolute path in which {@code *}, {@code ?}, {@code [a-z]} and {@code
 * {a,b}} stand for parts of one name, and {@code **} for any number of folders. Immutable.
 */
final class FilePattern {
  /** What an expansion meets on its way. */
  interface Visitor {
    /** A path that matches; one without a pattern in it need not exist. */
    void match(Path path);

    /** A folder in which a match can appear. */
    void folder(Path folder);

    /** A folder that cannot be listed. */
    void unreadable(Path folder, IOException e);
  }

  /** Folders below a {@code **} are followed this deep; a cycle of links ends here. */
  static final int MAX_DEPTH = 32;

  private static final Pattern META = Pattern.compile("[*?\\[{]");
  private static final String ANY_FOLDERS = "**";

  private final Path root;
  private final List<Name> names;

  /** One name of the path: a pattern, any folders, or, with no matcher, itself. */
  private record Name(String text, boolean anyFolders, List<PathMatcher> matcher) {
    static Name of(String text, FileSystem files) {
      boolean pattern = META.matcher(text).find();
      return new Name(
          text,
          text.equals(ANY_FOLDERS),
          pattern ? List.of(files.getPathMatcher("glob:" + text)) : List.of());
    }

    boolean literal() {
      return matcher.isEmpty();
    }

    boolean matches(Path name) {
      return literal() ? name.toString().equals(text) : matcher.get(0).matches(name);
    }
  }

  private FilePattern(Path root, List<Name> names) {
    this.root = root;
    this.names = List.copyOf(names);
  }

  /**
   * Reads a pattern; a relative one starts at the working folder.
   *
   * @throws java.util.regex.PatternSyntaxException where a bracket or brace is not closed
   */
  static FilePattern of(String text, FileSystem files) {
    Path path = files.getPath(text).toAbsolutePath();
    List<Name> names = new ArrayList<>();
    path.forEach(name -> names.add(Name.of(name.toString(), files)));
    Path root = path.getRoot();
    return new FilePattern(root == null ? path : root, names);
  }

  /** Shows {@code visitor} every path that matches now, in no particular order. */
  void expand(Visitor visitor) {
    expand(root, 0, 0, visitor);
  }

  private void expand(Path at, int index, int depth, Visitor visitor) {
    if (index == names.size()) {
      visitor.match(at);
      return;
    }
    Name name = names.get(index);
    if (name.literal()) {
      if (index == names.size() - 1) {
        visitor.folder(at);
      }
      expand(at.resolve(name.text()), index + 1, depth, visitor);
    } else if (name.anyFolders()) {
      expand(at, index + 1, depth, visitor);
      if (depth < MAX_DEPTH) {
        list(at, visitor).stream()
            .filter(child -> Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS))
            .forEach(child -> expand(child, index, depth + 1, visitor));
      }
    } else {
      list(at, visitor).stream()
          .filter(child -> name.matches(child.getFileName()))
          .forEach(child -> expand(child, index + 1, depth, visitor));
    }
  }

  private static List<Path> list(Path folder, Visitor visitor) {
    Optional<List<Path>> children = Folders.list(folder, visitor::unreadable);
    children.ifPresent(there -> visitor.folder(folder));
    return children.orElse(List.of());
  }

  /** Whether {@code path} could be one of those that {@link #expand} finds. */
  boolean matches(Path path) {
    return matches(path.toAbsolutePath(), 0, 0);
  }

  private boolean matches(Path path, int pathIndex, int nameIndex) {
    if (nameIndex == names.size()) {
      return pathIndex == path.getNameCount();
    }
    Name name = names.get(nameIndex);
    if (name.anyFolders()) {
      return matches(path, pathIndex, nameIndex + 1)
          || (pathIndex < path.getNameCount() && matches(path, pathIndex + 1, nameIndex));
    }
    return pathIndex < path.getNameCount()
        && name.matches(path.getName(pathIndex))
        && matches(path, pathIndex + 1, nameIndex + 1);
  }
}
