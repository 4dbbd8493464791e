package io.groundwatch.input.file;

import java.nio.file.Path;

/**
 * A path that a sweep or a look found.
 *
 * @param path the file's name
 * @param stat what it is
 * @param entry the one that asks for it
 * @param readings how the entry's files are read
 */
record Found(Path path, FileStat stat, FileEntry entry, EventReadings readings) {}
