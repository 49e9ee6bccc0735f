namespace Orchestrator.Silo.Pki;

/// <summary>Reads and writes the PEM files of one directory; private keys are for their owner alone (mode 0600).</summary>
internal sealed class PkiDirectory(string path)
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Public = Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>The certificate and key of that name, or null when either is missing.</summary>
    public IssuedCertificate? Read(string name)
    {
        var (certificate, key) = (File(name, ".crt"), File(name, ".key"));
        return System.IO.File.Exists(certificate) && System.IO.File.Exists(key)
            ? new IssuedCertificate(System.IO.File.ReadAllText(certificate), System.IO.File.ReadAllText(key))
            : null;
    }

    /// <summary>Writes both; the key first, so that a certificate without its key is never left behind.</summary>
    public IssuedCertificate Write(string name, IssuedCertificate value)
    {
        WriteFile(File(name, ".key"), value.KeyPem, Private);
        WriteFile(File(name, ".crt"), value.CertificatePem, Public);
        return value;
    }

    /// <summary>Writes a file that only its owner may read, replacing it as a whole.</summary>
    public static void WritePrivate(string path, string text) => WriteFile(path, text, Private);

    private static void WriteFile(string path, string text, UnixFileMode mode)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var temporary = path + ".new";
        System.IO.File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        using (var writer = new StreamWriter(temporary, options))
        {
            writer.Write(text);
        }

        System.IO.File.Move(temporary, path, overwrite: true);
    }

    private string File(string name, string extension) => Path.Combine(path, name + extension);
}
