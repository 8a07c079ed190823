def build_report(folder):
    return folder
