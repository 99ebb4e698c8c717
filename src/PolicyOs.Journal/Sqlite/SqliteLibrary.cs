using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace PolicyOs.Journal.Sqlite;

/// <summary>Chooses the native library once: the system's SQLite when it is newer than the one that comes with the package.</summary>
internal static class SqliteLibrary
{
    private const string Bundled = "e_sqlite3";

    private static readonly Lazy<string> Version = new(Load);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Number();

    /// <summary>Makes sure that a library is loaded; its version, as <c>3.40.1</c>.</summary>
    public static string Ensure() => Version.Value;

    private static string Load()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return raw.sqlite3_libversion().utf8_to_string();
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Bundled)
        {
            return 0;
        }

        bool bundled = NativeLibrary.TryLoad(Bundled, assembly, path, out nint own);
        return TryLoadSystem(out nint system) && (!bundled || VersionOf(system) > VersionOf(own)) ? system : own;
    }

    private static bool TryLoadSystem(out nint library)
    {
        string name = OperatingSystem.IsWindows() ? "winsqlite3.dll" : OperatingSystem.IsMacOS() ? "libsqlite3.dylib" : "libsqlite3.so.0";
        // A build without mutexes cannot serve a connection for writing and others for reading.
        return NativeLibrary.TryLoad(name, out library) && Call(library, "sqlite3_threadsafe") != 0;
    }

    private static int VersionOf(nint library) => Call(library, "sqlite3_libversion_number");

    private static int Call(nint library, string function) =>
        NativeLibrary.TryGetExport(library, function, out nint address) ? Marshal.GetDelegateForFunctionPointer<Number>(address)() : 0;
}
