using System.Runtime.InteropServices;

namespace Trepart.Store;

/// <summary>What the base library cannot do with a disk.</summary>
internal static class Disk
{
    /// <summary>Makes sure that a folder knows its new files after a power cut; .NET cannot open a folder.</summary>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;

        var handle = Open([.. System.Text.Encoding.UTF8.GetBytes(folder), 0], 0);
        try
        {
            if (handle < 0 || Sync(handle) != 0)
                throw new IOException($"{folder} cannot be brought to disk.");
        }
        finally
        {
            _ = handle < 0 ? 0 : Close(handle);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int handle);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);
}
