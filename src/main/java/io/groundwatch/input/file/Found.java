package io.groundwatch.input.file;

import java.nio.file.Path;

/**
 * A path that a sweep or a look found.
 *
 * @param path the file's name
 * @param stat what it is
 * @param entry the one that asks for it
 */
record Found(Path path, FileStat stat, EntryPatterns entry) {}
