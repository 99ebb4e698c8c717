using System.Buffers.Binary;
using System.Text;

namespace PolicyOs.Journal.Sqlite;

/// <summary>
/// The redo log beside the file of a journal that is served: the appends of which SQLite's own log may not be on disk yet. An append costs
/// one write into room that is there already, which outlives the process, and one sync of that when somebody waits for the disk; SQLite
/// commits some milliseconds later. Whoever opens the file next takes over from here what SQLite does not have.
/// A header of 64 bytes (<c>PoJredo1 · bytes of a region u32 · journal id</c>) is followed by two regions. One is written, record after record
/// with growing numbers, until it is full; then the other, whose records SQLite must have on disk by then.
/// </summary>
internal sealed class RedoLog : IDisposable
{
    /// <summary>Of its header.</summary>
    public const int HeaderBytes = 64;

    /// <summary>Of one region, where a test wants no other.</summary>
    public const int UsualRegionBytes = 4 << 20;

    // What is overwritten is synced faster than what makes the file longer, so it grows in steps.
    private const int StepBytes = 128 << 10;

    private readonly FileStream _file;
    private readonly int _regionBytes;
    private readonly long[] _last = [0, 0];
    private readonly long[] _made = [0, 0];
    private int _region;
    private int _offset;
    private long _settled;

    private RedoLog(FileStream file, int regionBytes) => (_file, _regionBytes) = (file, regionBytes);

    private static ReadOnlySpan<byte> Magic => "PoJredo1"u8;

    private static byte[] Zeros { get; } = new byte[StepBytes];

    /// <summary>The number of its last record.</summary>
    public long LastNumber { get; private set; }

    /// <summary>Whether both regions are in use, so that SQLite's log should be synced soon.</summary>
    public bool IsFilling => Math.Min(_last[0], _last[1]) > Volatile.Read(ref _settled);

    /// <summary>The file's name beside a journal's.</summary>
    public static string PathOf(string journal) => journal + "-redo";

    /// <summary>Makes a new one; what an old one had must be on disk elsewhere.</summary>
    /// <exception cref="JournalException">It cannot be made.</exception>
    public static RedoLog Create(string path, string journalId, int regionBytes)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            var log = new RedoLog(new FileStream(path, options), regionBytes);
            Span<byte> header = stackalloc byte[HeaderBytes];
            header.Clear();
            Magic.CopyTo(header);
            BinaryPrimitives.WriteInt32LittleEndian(header[8..], regionBytes);
            Encoding.ASCII.GetBytes(journalId, header[12..]);
            RandomAccess.Write(log._file.SafeFileHandle, header, 0);
            return log;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure(path, e);
        }
    }

    /// <summary>Writes a record; false when there is no room for it until more is <see cref="Settled"/>.</summary>
    /// <exception cref="JournalException">It could not be written, and is not there.</exception>
    public bool TryWrite(RedoRecord record)
    {
        if (_offset + record.Length > _regionBytes)
        {
            int other = 1 - _region;
            if (record.Length > _regionBytes || _last[other] > Volatile.Read(ref _settled))
            {
                return false;
            }

            (_region, _offset) = (other, 0);
        }

        try
        {
            long start = HeaderBytes + ((long)_region * _regionBytes);
            for (; _made[_region] < _offset + record.Length; _made[_region] += StepBytes)
            {
                RandomAccess.Write(_file.SafeFileHandle, Zeros.AsSpan(0, (int)Math.Min(StepBytes, _regionBytes - _made[_region])), start + _made[_region]);
            }

            RandomAccess.Write(_file.SafeFileHandle, record.Seal(LastNumber + 1), start + _offset);
        }
        catch (IOException e)
        {
            throw Failure(_file.Name, e);
        }

        _offset += record.Length;
        _last[_region] = ++LastNumber;
        return true;
    }

    /// <summary>SQLite has on disk what the records up to a number say.</summary>
    public void Settled(long number) => Volatile.Write(ref _settled, Math.Max(number, Volatile.Read(ref _settled)));

    /// <summary>Tells the disk; null, or why that failed.</summary>
    public JournalException? Sync()
    {
        try
        {
            RandomAccess.FlushToDisk(_file.SafeFileHandle);
            return null;
        }
        catch (IOException e)
        {
            return SyncFailure(_file.Name, e);
        }
    }

    /// <summary>Removes the file: SQLite has on disk all that it says.</summary>
    public void Delete()
    {
        _file.Dispose();
        File.Delete(_file.Name);
    }

    /// <summary>The records of a redo log, in order; none when there is no such file, or it was left before it was made.</summary>
    /// <param name="path">The file.</param>
    /// <param name="journalId">Whose it must be.</param>
    /// <exception cref="JournalException">It cannot be read, or belongs to another journal.</exception>
    public static IEnumerable<RedoEvent> Read(string path, string journalId)
    {
        byte[] bytes = Bytes(path);
        if (bytes.Length < HeaderBytes || bytes.AsSpan(0, Magic.Length).IndexOfAnyExcept((byte)0) < 0)
        {
            return [];
        }

        if (!bytes.AsSpan().StartsWith(Magic) || Encoding.ASCII.GetString(bytes, 12, HeaderBytes - 12).TrimEnd('\0') != journalId)
        {
            throw new JournalException(
                JournalFault.Corrupt, $"{path} is not the redo log of this journal; put back the one that belongs to it, or move this one away if that was ended in order");
        }

        int regionBytes = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8));
        return InOrder([
            .. Region(bytes.AsMemory(HeaderBytes), regionBytes),
            .. Region(bytes.AsMemory(Math.Min(bytes.Length, HeaderBytes + regionBytes)), regionBytes),
        ]);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    // A record is there for certain when one after it was synced. After a power failure without that, one may be missing, and what follows is
    // no use without it.
    private static IEnumerable<RedoEvent> InOrder(List<(long Number, ReadOnlyMemory<byte> Bytes)> records)
    {
        records.Sort(static (a, b) => a.Number.CompareTo(b.Number));
        return records.TakeWhile((record, i) => record.Number == records[0].Number + i).SelectMany(static record => RedoRecord.Events(record.Bytes));
    }

    private static IEnumerable<(long Number, ReadOnlyMemory<byte> Bytes)> Region(ReadOnlyMemory<byte> from, int regionBytes)
    {
        ReadOnlyMemory<byte> rest = from[..Math.Min(from.Length, regionBytes)];
        long previous = 0;

        // What stands behind the last record is left from an earlier round, and has a smaller number.
        while (RedoRecord.Find(rest.Span) is { } found && (previous == 0 || found.Number == previous + 1))
        {
            yield return (found.Number, rest[..found.Length]);
            previous = found.Number;
            rest = rest[found.Length..];
        }
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            byte[] bytes = new byte[file.Length];
            return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (FileNotFoundException)
        {
            return [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure(path, e);
        }
    }

    /// <summary>What a sync says that failed. After it nobody knows what is on disk, and a second one would not tell.</summary>
    public static JournalException SyncFailure(string path, Exception e) =>
        new(JournalFault.InputOutput, $"{path} could not be synced ({e.Message}); look at the system's log and start again", e);

    private static JournalException Failure(string path, Exception e)
    {
        // ENOSPC and ERROR_DISK_FULL.
        bool isFull = e.HResult is 28 or unchecked((int)0x80070070);
        return new JournalException(
            isFull ? JournalFault.DiskFull : e is UnauthorizedAccessException ? JournalFault.ReadOnly : JournalFault.InputOutput,
            isFull ? $"{path}: there is no room left for it; free some" : $"{path} could not be used: {e.Message}",
            e);
    }
}
