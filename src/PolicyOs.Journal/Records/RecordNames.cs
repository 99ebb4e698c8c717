using System.Text;
using PolicyOs.Journal.Keys;

namespace PolicyOs.Journal.Records;

/// <summary>
/// Under which keyed hash each kind of record is kept (spec 5.4). Arguments are kept under the hash that their events hold; the rest under
/// the hash of what it belongs to, so that a file of records tells nobody which calls there were.
/// </summary>
public static class RecordNames
{
    /// <summary>The result of a call, as <see cref="KeptResult"/>.</summary>
    public static string Result(JournalKeys keys, string callId) => Name(keys, "result/", callId);

    /// <summary>The JSON-RPC error that a call was answered with: {code, message}.</summary>
    public static string Failure(JournalKeys keys, string callId) => Name(keys, "failure/", callId);

    /// <summary>What of a proposal is not in its arguments, as <see cref="KeptCall"/>.</summary>
    public static string Call(JournalKeys keys, string callId) => Name(keys, "call/", callId);

    /// <summary>The result that answers repeats of an idempotent call.</summary>
    public static string Replay(JournalKeys keys, string callId) => Name(keys, "replay/", callId);

    /// <summary>Who called in a session and what its servers offered, as <see cref="SessionContexts"/>.</summary>
    public static string Contexts(JournalKeys keys, string stream) => Name(keys, "context/", stream);

    /// <summary>A server's definition of a tool.</summary>
    /// <param name="keys">The journal's keys.</param>
    /// <param name="digest">The definition's digest.</param>
    public static string Definition(JournalKeys keys, string digest) => Name(keys, "definition/", digest);

    private static string Name(JournalKeys keys, string kind, string id) => keys.Hash(Encoding.UTF8.GetBytes(kind + id));
}
